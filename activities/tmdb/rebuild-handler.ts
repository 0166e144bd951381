import { getContext } from '../runtime/context.ts';
import { pipelineServices } from './services.ts';
import { rebuildSilver } from './silver/rebuild-silver.ts';
import type { SilverResult } from './silver/silver-deps.ts';

/** Silver anew from all committed bronze; the task of a DAG of its own. */
export async function rebuild_silver(): Promise<SilverResult> {
  const { store, cache } = pipelineServices();
  const { log, signal, heartbeat, runId, dagId, tryNumber } = getContext();
  return rebuildSilver({ store, cache, log, signal, heartbeat }, { runId, dagId, tryNumber });
}
