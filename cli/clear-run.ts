import {
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type Client,
} from '@temporalio/client';
import type { ObjectStore } from '../activities/connectors/object-store.ts';
import { planClear, type ClearRequest } from '../engine/clear.ts';
import { TASK_QUEUE, UPDATES } from '../engine/names.ts';
import type { CarriedRun, RunRecord } from '../engine/run-messages.ts';
import { newRunState } from '../engine/run-state.ts';
import { RunScheduler } from '../engine/scheduler.ts';
import { EXECUTION_TIMEOUT } from '../workers/schedules.ts';
import { CommandFailed } from './command-error.ts';
import { readDag } from './dag-catalog.ts';
import type { FoundRun } from './find-run.ts';
import { GRPC, hasGrpcCode } from './grpc-fault.ts';
import { closedRecord, statusOf } from './read-run.ts';
import { isOpen } from './run-attributes.ts';

/** An update is accepted by a worker: without one it would wait for ever. */
const UPDATE_PATIENCE_MS = 10_000;

/**
 * Makes tasks of a run run again, the run being open or closed; results of all others are kept.
 * @returns the tasks that are reset, in the order of the DAG; none: nothing was done
 * @throws RunRequestError for a bad pattern; CommandFailed when the run cannot be told, or left no record
 */
export async function clearRun(
  client: Client,
  records: ObjectStore | undefined,
  found: FoundRun,
  request: ClearRequest,
): Promise<string[]> {
  if (found.execution !== undefined && isOpen(found.execution)) {
    return updateRun<string[]>(client, found.workflowId, UPDATES.clear, request);
  }
  const record = await closedRecord(records, found);
  const taskIds = planClear(record.carried.spec, record.carried.runState ?? newRunState(), request);
  if (taskIds.length > 0) await startAgain(client, record, taskIds);
  return taskIds;
}

/** What `clearRun` would reset; changes nothing. For an open run its DAG file is read. */
export async function planClearOf(
  client: Client,
  records: ObjectStore | undefined,
  found: FoundRun,
  request: ClearRequest,
): Promise<string[]> {
  if (found.execution === undefined || !isOpen(found.execution)) {
    const { spec, runState } = (await closedRecord(records, found)).carried;
    return planClear(spec, runState ?? newRunState(), request);
  }
  const run = await statusOf(client, records, found);
  const { spec } = await readDag(found.dagId);
  const tasks = Object.fromEntries(run.tasks.map(({ taskId, state, tries }) => [taskId, { state, tries }]));
  return planClear(spec, { ...newRunState(), state: run.state, tasks }, request);
}

/** The same workflow id begins anew, with the state in which the run closed less what was cleared. */
async function startAgain(client: Client, record: RunRecord, taskIds: readonly string[]): Promise<void> {
  const scheduler = new RunScheduler(record.carried.spec, record.carried.runState);
  scheduler.apply({ type: 'cleared', taskIds, at: Date.now() });
  const carried: CarriedRun = { ...record.carried, runState: scheduler.toJSON(), warnings: [] };
  await client.workflow.start(record.view.dagId, {
    workflowId: record.workflowId,
    taskQueue: TASK_QUEUE,
    args: [{}, carried],
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    workflowExecutionTimeout: EXECUTION_TIMEOUT,
  });
}

/**
 * Asks an open run to do something.
 * @throws CommandFailed with the run's own reason when it refuses, or when no worker takes the request
 */
export async function updateRun<Answer>(
  client: Client,
  workflowId: string,
  update: string,
  request: object = {},
): Promise<Answer> {
  try {
    return await client.withDeadline(Date.now() + UPDATE_PATIENCE_MS, () =>
      client.workflow.getHandle(workflowId).executeUpdate<Answer, [object]>(update, { args: [request] }),
    );
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) {
      throw new CommandFailed(error.cause?.message ?? error.message, { cause: error });
    }
    const timedOut = error instanceof WorkflowUpdateRPCTimeoutOrCancelledError;
    if (!timedOut && !hasGrpcCode(error, GRPC.deadlineExceeded)) throw error;
    throw new CommandFailed(
      `Run '${workflowId}' did not take the request '${update}' within ${UPDATE_PATIENCE_MS / 1000} s: no worker serves it. Start one with \`tradewind worker\`; a request that Temporal accepted is carried out then.`,
      { cause: error },
    );
  }
}
