import type { Client } from '@temporalio/client';
import type { UPDATES } from '../engine/names.ts';
import { updateRun } from './clear-run.ts';

/** More would not be accepted faster. */
const AT_ONCE = 10;

/** What became of a request to all open runs of a DAG. */
export interface RunsTold {
  readonly workflowIds: readonly string[];
  /** Runs that could not be told, each with its reason. */
  readonly failures: readonly string[];
}

/** Holds new tasks of all open runs of a DAG, or lets them go on; running tasks finish. */
export async function tellOpenRuns(
  client: Client,
  dagId: string,
  update: typeof UPDATES.pause | typeof UPDATES.resume,
): Promise<RunsTold> {
  const open: string[] = [];
  const query = `WorkflowType = "${dagId}" AND ExecutionStatus = "Running"`;
  for await (const { workflowId } of client.workflow.list({ query })) open.push(workflowId);
  const told: string[] = [];
  const failures: string[] = [];
  for (let from = 0; from < open.length; from += AT_ONCE) {
    const batch = open.slice(from, from + AT_ONCE);
    const answers = await Promise.allSettled(
      batch.map((workflowId) => updateRun(client, workflowId, update)),
    );
    answers.forEach((answer, index) => {
      if (answer.status === 'fulfilled') told.push(batch[index]!);
      else failures.push(`${batch[index]}: ${(answer.reason as Error).message}`);
    });
  }
  return { workflowIds: told, failures };
}
