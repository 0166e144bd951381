import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { resolveParams } from '../activities/runtime/params.ts';
import { RunInputError, readRunInput, type RunInput } from '../activities/runtime/run-input.ts';
import { TASK_QUEUE } from '../engine/names.ts';
import { generateRunId, runIdProblem } from '../engine/run-id.ts';
import type { DagSpec } from '../engine/spec.ts';
import { EXECUTION_TIMEOUT } from '../workers/schedules.ts';
import { CommandFailed, WrongUsage } from './command-error.ts';

export interface StartRequest {
  /** ISO 8601 with its zone; absent: the moment the run starts. */
  readonly logicalDate?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Absent: as Airflow spells it, `manual__` and the moment. */
  readonly runId?: string;
  readonly note?: string;
}

export interface StartedRun {
  readonly dagId: string;
  readonly runId: string;
  readonly workflowId: string;
}

/**
 * Starts a run of a DAG by hand. What is wrong with the request is found before anything starts.
 * @throws RunInputError for params that do not fit; CommandFailed for a run id that is taken
 */
export async function startRun(client: Client, spec: DagSpec, request: StartRequest): Promise<StartedRun> {
  const { dagId } = spec;
  const input = inputOf(spec, request);
  const runId = request.runId ?? generateRunId('manual', new Date(input.logicalDate ?? Date.now()));
  const problem = runIdProblem(runId);
  if (problem !== undefined) throw new WrongUsage(problem);
  const workflowId = `${dagId}/${runId}`;
  try {
    await client.workflow.start(dagId, {
      workflowId,
      taskQueue: TASK_QUEUE,
      args: [input],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowExecutionTimeout: EXECUTION_TIMEOUT,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    throw new CommandFailed(
      `DAG '${dagId}' has a run '${runId}' already. Run its tasks again with \`tradewind tasks clear ${dagId} '${runId}'\`, or choose another --run-id.`,
      { cause: error },
    );
  }
  return { dagId, runId, workflowId };
}

function inputOf(spec: DagSpec, { logicalDate, params, note }: StartRequest): RunInput {
  const input = readRunInput(spec.dagId, {
    ...(logicalDate === undefined ? {} : { logicalDate }),
    ...(params === undefined ? {} : { params }),
    ...(note === undefined ? {} : { note }),
  });
  const { problems } = resolveParams(spec, params);
  if (problems.length > 0) throw new RunInputError(spec.dagId, problems);
  return input;
}
