import { getContext } from '../runtime/context.ts';
import type { BronzeParams } from './bronze/bronze-params.ts';
import type { BronzeResult } from './bronze/bronze-result.ts';
import { runBronze } from './bronze/run-bronze.ts';
import type { ExportProgress } from './export/export-progress.ts';
import { runExport, type ExportResult } from './export/run-export.ts';
import { runGold, type GoldResult } from './gold/run-gold.ts';
import { readHighlights } from './notification/highlights.ts';
import {
  runSuccessNotification,
  type SuccessNotificationResult,
} from './notification/run-success-notification.ts';
import type { StageSummary } from './notification/run-metrics.ts';
import type { RunIdentity } from './run-identity.ts';
import { pipelineServices } from './services.ts';
import type { SilverResult } from './silver/silver-deps.ts';
import { runSilver } from './silver/run-silver.ts';
import { runValidate, type ValidateResult } from './validate/run-validate.ts';

// The stages of the pipeline as tasks: each takes its run from the context and its services from the process. The
// inputs draw the edges of the DAG; what a stage reads, it reads by the manifests.

/** The params of a run, as the DAG's schemas have checked them. */
type PipelineParams = BronzeParams & { readonly windows: readonly number[] };

const params = (): PipelineParams => getContext().params as unknown as PipelineParams;

function currentRun(): RunIdentity {
  const { runId, executionId, dagId, logicalDate, tryNumber, runType, scheduleIntervalSeconds } =
    getContext();
  return {
    runId,
    executionId,
    dagId,
    logicalDate,
    tryNumber,
    runType,
    ...(scheduleIntervalSeconds === undefined ? {} : { scheduleIntervalSeconds }),
  };
}

export async function bronze_ingest(): Promise<BronzeResult> {
  const { store, cache, settings } = pipelineServices();
  const { log, signal, heartbeat } = getContext();
  return runBronze(
    { run: currentRun(), params: params() },
    { store, cache, settings, log, signal, heartbeat },
  );
}

export async function silver_transform(_inputs: { bronze: BronzeResult }): Promise<SilverResult> {
  const { store, cache } = pipelineServices();
  const { log, signal, heartbeat } = getContext();
  return runSilver({ run: currentRun() }, { store, cache, log, signal, heartbeat });
}

export async function gold_aggregate(_inputs: { silver: SilverResult }): Promise<GoldResult> {
  const { store, cache } = pipelineServices();
  const { log, signal, heartbeat } = getContext();
  return runGold({ run: currentRun(), windows: params().windows }, { store, cache, log, signal, heartbeat });
}

export async function export_to_mongo(_inputs: { gold: GoldResult }): Promise<ExportResult> {
  const { store, cache, mongo } = pipelineServices();
  const { log, signal, heartbeat, lastHeartbeat } = getContext();
  return runExport(
    { run: currentRun() },
    { store, cache, mongo, log, signal, heartbeat, lastHeartbeat: () => lastHeartbeat<ExportProgress>() },
  );
}

export async function validate_pipeline_metrics(_inputs: {
  exported: ExportResult;
}): Promise<ValidateResult> {
  const { store, cache, mongo } = pipelineServices();
  const { log, signal, heartbeat } = getContext();
  return runValidate({ run: currentRun() }, { store, cache, mongo, log, signal, heartbeat });
}

/** Its inputs are the results of the stages before it, in their order. */
export async function send_success_notification(stages: {
  bronze: BronzeResult;
  silver: SilverResult;
  gold: GoldResult;
  exported: ExportResult;
  validated: ValidateResult;
}): Promise<SuccessNotificationResult> {
  const { channels, mongo } = pipelineServices();
  const { log, signal } = getContext();
  const { bronze, silver, gold, exported, validated } = stages;
  const inOrder: StageSummary[] = [bronze, silver, gold, exported, validated];
  const views = mongo.db.collection('batch_views');
  // A view that was left alone shows a later run's data, not this one's.
  const highlights = async () =>
    exported.leftAlone === undefined
      ? readHighlights(views, `${Math.min(...params().windows)}d`)
      : { topGenres: [], trendingTitles: [] };
  return runSuccessNotification(
    { run: currentRun(), stages: inOrder },
    { channels, log, signal, highlights },
  );
}
