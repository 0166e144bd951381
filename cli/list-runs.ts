import type { Client } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../engine/names.ts';
import type { RunStateName } from '../engine/run-state.ts';
import { logicalDateOf, runIdOf, runStateOf, runTypeOf } from './run-attributes.ts';

/** One line of a listing; moments are ISO 8601 in UTC. */
export interface RunRow {
  readonly dag_id: string;
  readonly run_id: string;
  readonly state: RunStateName;
  readonly run_type: string | null;
  readonly logical_date: string | null;
  readonly started_at: string;
  readonly ended_at: string | null;
  /** Null for an open run. */
  readonly seconds: number | null;
  readonly workflow_id: string;
}

/** What of a state the visibility store can select; how a workflow closed is stronger than what it said of itself. */
const STATE_CLAUSES: Readonly<Record<RunStateName, string>> = {
  queued: `ExecutionStatus = "Running" AND ${SEARCH_ATTRIBUTES.state} = "queued"`,
  running: `ExecutionStatus = "Running" AND ${SEARCH_ATTRIBUTES.state} = "running"`,
  success: 'ExecutionStatus = "Completed"',
  failed: 'ExecutionStatus IN ("Failed", "Canceled", "Terminated", "TimedOut")',
};

/** The runs of a DAG, the newest first. Of a run that was cleared and begun again only its last execution counts. */
export async function listRuns(
  client: Client,
  dagId: string,
  options: { readonly state?: RunStateName; readonly limit: number },
): Promise<RunRow[]> {
  const { state, limit } = options;
  const clauses = [
    `WorkflowType = ${JSON.stringify(dagId)}`,
    'ExecutionStatus != "ContinuedAsNew"',
    ...(state === undefined ? [] : [STATE_CLAUSES[state]]),
  ];
  const rows = new Map<string, RunRow>();
  for await (const execution of client.workflow.list({ query: clauses.join(' AND ') })) {
    const { workflowId, startTime, closeTime } = execution;
    if (rows.has(workflowId)) continue;
    rows.set(workflowId, {
      dag_id: dagId,
      run_id: runIdOf(execution),
      state: runStateOf(execution),
      run_type: runTypeOf(execution) ?? null,
      logical_date: logicalDateOf(execution) ?? null,
      started_at: startTime.toISOString(),
      ended_at: closeTime?.toISOString() ?? null,
      seconds: closeTime === undefined ? null : (closeTime.getTime() - startTime.getTime()) / 1000,
      workflow_id: workflowId,
    });
    if (rows.size >= limit) break;
  }
  return [...rows.values()];
}
