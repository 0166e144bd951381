import { WorkflowFailedError, type Client } from '@temporalio/client';
import type { ObjectStore } from '../activities/connectors/object-store.ts';
import { readRunRecord } from '../activities/runtime/run-records.ts';
import { QUERIES } from '../engine/names.ts';
import type { RunRecord } from '../engine/run-messages.ts';
import type { RunView, TaskView } from '../engine/run-view.ts';
import { CommandFailed } from './command-error.ts';
import { findRun, unknownRun, type FoundRun } from './find-run.ts';
import { GRPC, hasGrpcCode } from './grpc-fault.ts';
import { pendingTasks, type PendingTask } from './pending-tasks.ts';
import { isOpen, logicalDateOf, runStateOf, runTypeOf, wasCutOff } from './run-attributes.ts';

export interface TaskStatus extends TaskView {
  readonly pending?: Omit<PendingTask, 'taskId' | 'state'>;
}

/** A run as far as it can be known now. */
export interface RunStatus extends Omit<RunView, 'tasks'> {
  readonly workflowId: string;
  /** Where it was read: asked of its worker, from its stored record, or only what Temporal knows. */
  readonly source: 'live' | 'record' | 'temporal';
  readonly open: boolean;
  readonly tasks: readonly TaskStatus[];
}

/** A query is answered by a worker: without one it would wait for ever. */
const QUERY_PATIENCE_MS = 5_000;

/**
 * A run by its run id or workflow id: a live one is asked, of a closed one the record is read, and when neither is to
 * be had, what Temporal itself knows.
 * @param records undefined when no S3 is configured
 * @throws CommandFailed when nobody knows the run
 */
export async function readRun(
  client: Client,
  records: ObjectStore | undefined,
  dagId: string,
  run: string,
): Promise<RunStatus> {
  return statusOf(client, records, await findRun(client, dagId, run));
}

/** The same for a run that has been found already. */
export async function statusOf(
  client: Client,
  records: ObjectStore | undefined,
  found: FoundRun,
): Promise<RunStatus> {
  const { execution, workflowId } = found;
  const closedItself = execution === undefined || !(isOpen(execution) || wasCutOff(execution));
  const record = closedItself ? await recordOf(records, found) : undefined;
  if (record !== undefined) return { ...record.view, workflowId, source: 'record', open: false };
  if (execution === undefined) throw unknownRun(found.dagId, found.runId);
  const view = await askRun(client, found);
  return view === undefined ? fromTemporal(client, found) : fromWorker(found, view);
}

async function recordOf(records: ObjectStore | undefined, found: FoundRun): Promise<RunRecord | undefined> {
  return records === undefined ? undefined : readRunRecord(records, found.dagId, found.runId);
}

/** @returns undefined when no worker answers in time, or the run never got so far as to have a state */
async function askRun(client: Client, { workflowId, execution }: FoundRun): Promise<RunView | undefined> {
  const handle = client.workflow.getHandle(workflowId, execution?.runId);
  try {
    return await client.withDeadline(Date.now() + QUERY_PATIENCE_MS, () =>
      handle.query<RunView>(QUERIES.state),
    );
  } catch (error) {
    if (meansNoAnswer(error)) return undefined;
    throw error;
  }
}

const NO_ANSWER = new Set(['QueryNotRegisteredError', 'QueryRejectedError']);

/** The deadline passed, no worker polls, or the run has no such query: it failed at its very start. */
const meansNoAnswer = (error: unknown): boolean =>
  NO_ANSWER.has((error as Error).name) || hasGrpcCode(error, GRPC.deadlineExceeded, GRPC.failedPrecondition);

function fromWorker({ workflowId, execution }: FoundRun, view: RunView): RunStatus {
  const pending = execution === undefined ? new Map<string, PendingTask>() : pendingTasks(execution);
  const open = execution !== undefined && isOpen(execution);
  const cutOff = execution !== undefined && wasCutOff(execution);
  return {
    ...view,
    ...(cutOff ? { state: 'failed', reason: closedBy(execution.status.name) } : {}),
    workflowId,
    source: 'live',
    open,
    tasks: view.tasks.map((task) => enrich(task, pending.get(task.taskId))),
  };
}

function enrich(task: TaskView, found: PendingTask | undefined): TaskStatus {
  if (found === undefined) return task;
  const { taskId: _id, state, ...pending } = found;
  const { startedAt = task.startedAt } = pending;
  return {
    ...task,
    // A task that is being cleared stays `restarting` until its old try has ended.
    state: task.state === 'restarting' ? task.state : state,
    tries: task.tries + (state === 'running' ? pending.attempt : pending.attempt - 1),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(pending.lastFailure === undefined ? {} : { reason: pending.lastFailure }),
    pending,
  };
}

const closedBy = (status: string): string =>
  `Temporal ended the run: ${status.toLowerCase().replaceAll('_', ' ')}`;

/** Without a worker's answer and a record: the run's state, and of its tasks those under way. */
async function fromTemporal(client: Client, found: FoundRun): Promise<RunStatus> {
  const { execution, workflowId, dagId, runId } = found;
  if (execution === undefined) throw unknownRun(dagId, runId);
  const open = isOpen(execution);
  const tasks = [...pendingTasks(execution).values()].map(({ taskId, ...pending }) =>
    enrich({ taskId, state: 'none', tries: 0 }, { taskId, ...pending }),
  );
  return {
    dagId,
    runId,
    workflowId,
    source: 'temporal',
    open,
    runType: (runTypeOf(execution) ?? 'manual') as RunView['runType'],
    logicalDate: logicalDateOf(execution) ?? execution.startTime.toISOString(),
    state: runStateOf(execution),
    reason: open
      ? `no worker answered within ${QUERY_PATIENCE_MS / 1000} s: start one with \`tradewind worker\``
      : await failureOf(client, found),
    params: {},
    specHash: '',
    paused: false,
    startedAt: execution.startTime.toISOString(),
    ...(execution.closeTime === undefined ? {} : { endedAt: execution.closeTime.toISOString() }),
    warnings: [],
    counts: {},
    total: tasks.length,
    offset: 0,
    tasks,
  };
}

/** Why a closed run failed, in the words it failed with. */
async function failureOf(client: Client, { workflowId, execution }: FoundRun): Promise<string> {
  try {
    await client.workflow.getHandle(workflowId, execution?.runId).result();
    return 'its record is not stored: no S3 is configured here, or the bucket was emptied';
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const { cause } = error;
    return cause?.message ?? closedBy(execution?.status.name ?? 'FAILED');
  }
}

/**
 * The stored record of a closed run.
 * @throws CommandFailed that says why there is none
 */
export async function closedRecord(records: ObjectStore | undefined, found: FoundRun): Promise<RunRecord> {
  if (records === undefined) {
    throw new CommandFailed(
      `Run '${found.runId}' is closed, and its record lies on S3, which is not configured here. Set S3_ENDPOINT, S3_ACCESS_KEY and S3_SECRET_KEY, or start the embedded stack with \`tradewind up\`.`,
    );
  }
  const record = await recordOf(records, found);
  if (record !== undefined) return record;
  if (found.execution === undefined) throw unknownRun(found.dagId, found.runId);
  throw new CommandFailed(
    `Run '${found.runId}' of DAG '${found.dagId}' left no record: ${closedBy(found.execution.status.name)}. Start a new run with \`tradewind dags trigger ${found.dagId}\`.`,
  );
}
