import type { Client } from '@temporalio/client';
import type { ObjectStore } from '../../activities/connectors/object-store.ts';
import { readRunRecord } from '../../activities/runtime/run-records.ts';
import { loadXCom } from '../../activities/runtime/xcom-store.ts';
import type { RunMetrics } from '../../activities/tmdb/notification/run-metrics.ts';
import { findDag, readDags } from '../../cli/dag-catalog.ts';
import { deployDags, deployedUnnamed } from '../../cli/deploy-dags.ts';
import { listRuns } from '../../cli/list-runs.ts';
import type { RunStatus } from '../../cli/read-run.ts';
import { openScreen } from '../../cli/run-screen.ts';
import { startRun } from '../../cli/start-run.ts';
import { watchRun } from '../../cli/watch-run.ts';
import { tell } from '../../cli/output.ts';

export const DAG_ID = 'tmdb_batch_pipeline';

/** Its result carries the numbers of all stages before it. */
const LAST_TASK = 'send_success_notification';

/** A cancelled run is given so long to put its things in order. */
const CANCEL_PATIENCE_MS = 20_000;

export interface QuickstartRun {
  readonly client: Client;
  readonly records: ObjectStore | undefined;
  readonly params: Readonly<Record<string, unknown>>;
  /** Aborted by Ctrl-C: the run is cancelled, so that no later start of the stack goes on with it. */
  readonly signal: AbortSignal;
}

/** Deploys the schedules, starts one run of the pipeline by hand, and shows it to its end. */
export async function runPipeline({ client, records, params, signal }: QuickstartRun): Promise<RunStatus> {
  const { registry } = await readDags();
  const { spec } = findDag(registry, DAG_ID);
  const { changes } = await deployDags(client, deployedUnnamed(registry));
  for (const { dagId, action } of changes) tell(`schedule of ${dagId}: ${action}`);
  for (const { run_id } of await listRuns(client, DAG_ID, { state: 'running', limit: 1 })) {
    tell(`run ${run_id} of an earlier start is open still, and goes first`);
  }
  const started = await startRun(client, spec, { params, note: 'scripts/quickstart' });
  tell(`run ${started.runId} of ${DAG_ID}`);
  const watch = { client, records, ...started, screen: openScreen(process.stderr) };
  try {
    return await watchRun({ ...watch, signal });
  } catch (error) {
    if (signal.aborted) {
      tell('cancelling the run');
      await client.workflow.getHandle(started.workflowId).cancel();
      await watchRun({ ...watch, signal: AbortSignal.timeout(CANCEL_PATIENCE_MS) }).catch(() => undefined);
    }
    throw error;
  }
}

/** The numbers of a successful run, from the result of its last task. */
export async function metricsOf(records: ObjectStore, runId: string): Promise<RunMetrics> {
  const record = await readRunRecord(records, DAG_ID, runId);
  const result = record?.carried.runState?.tasks[LAST_TASK]?.result;
  if (result === undefined) {
    throw new Error(
      `The record of run '${runId}' has no result of task '${LAST_TASK}': was the bucket emptied?`,
    );
  }
  const { metrics } = (await loadXCom(() => records, result)) as { readonly metrics: RunMetrics };
  return metrics;
}
