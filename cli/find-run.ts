import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../engine/names.ts';
import { CommandFailed } from './command-error.ts';
import { runIdOf } from './run-attributes.ts';

/** A run that was asked for; without an execution when Temporal has forgotten it, or never knew it. */
export interface FoundRun {
  readonly dagId: string;
  readonly runId: string;
  readonly workflowId: string;
  /** The newest execution under its workflow id. */
  readonly execution?: WorkflowExecutionDescription;
}

/**
 * Finds a run by its run id or its workflow id.
 * @throws CommandFailed when several runs have the same run id
 */
export async function findRun(client: Client, dagId: string, run: string): Promise<FoundRun> {
  const own = `${dagId}/`;
  for (const workflowId of run.startsWith(own) ? [run] : [own + run, run]) {
    const found = await describe(client, dagId, workflowId);
    if (found !== undefined) return found;
  }
  const named = await searchRunId(client, dagId, run);
  if (named.length > 1) {
    throw new CommandFailed(
      `Run id '${run}' names ${named.length} runs of DAG '${dagId}'. Give one of their workflow ids: ${named.join(', ')}`,
    );
  }
  const found = named[0] === undefined ? undefined : await describe(client, dagId, named[0]);
  const runId = run.startsWith(own) ? run.slice(own.length) : run;
  return found ?? { dagId, runId, workflowId: own + runId };
}

async function describe(client: Client, dagId: string, workflowId: string): Promise<FoundRun | undefined> {
  try {
    const execution = await client.workflow.getHandle(workflowId).describe();
    return execution.type === dagId ? { dagId, runId: runIdOf(execution), workflowId, execution } : undefined;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** @returns the workflow ids of all runs with a run id */
async function searchRunId(client: Client, dagId: string, runId: string): Promise<string[]> {
  if (/["\\]/.test(runId + dagId)) return [];
  const ids = new Set<string>();
  const query = `WorkflowType = "${dagId}" AND ${SEARCH_ATTRIBUTES.runId} = "${runId}"`;
  for await (const { workflowId } of client.workflow.list({ query })) ids.add(workflowId);
  return [...ids];
}

/** The error of a run that neither Temporal nor the stored records know. */
export const unknownRun = (dagId: string, run: string): CommandFailed =>
  new CommandFailed(
    `DAG '${dagId}' has no run '${run}', neither in Temporal nor among the stored records. Its runs: \`tradewind dags runs ${dagId}\`.`,
  );
