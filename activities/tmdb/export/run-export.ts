import type { Logger } from 'winston';
import type { Mongo } from '../../connectors/mongo.ts';
import type { ObjectStore } from '../../connectors/object-store.ts';
import { withDuckDB } from '../../lake/duckdb.ts';
import type { FileCache } from '../../lake/file-cache.ts';
import { BUCKETS } from '../../lake/layers.ts';
import { GOLD_VIEWS } from '../gold/views/gold-views.ts';
import type { RunIdentity } from '../run-identity.ts';
import { batchViews, ensureIndexes, staleDocuments } from './batch-views.ts';
import { rowsDoneBefore, type ExportProgress } from './export-progress.ts';
import { goldOfRun, newerGold, type ViewOfRun } from './gold-of-run.ts';
import type { Retries } from './upsert-batch.ts';
import { upsertView } from './upsert-view.ts';

export interface ExportInput {
  readonly run: RunIdentity;
}

export interface ExportDeps {
  readonly store: ObjectStore;
  readonly cache: FileCache;
  readonly mongo: Mongo;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly signal: AbortSignal;
  readonly heartbeat: (progress: ExportProgress) => void;
  readonly lastHeartbeat: () => ExportProgress | undefined;
  readonly retries?: Retries;
}

export interface ExportResult {
  readonly stage: 'export_to_mongo';
  readonly datasets: Readonly<
    Record<string, { rowsRead: number; rowsWritten: number; files: number; bytes: number }>
  >;
  readonly counts: Readonly<Record<'upserted' | 'resumed' | 'deleted' | 'batches' | 'retries', number>>;
  readonly warnings: readonly string[];
  readonly seconds: number;
  /** Why the view was left alone; absent when it was written. */
  readonly leftAlone?: string;
}

/**
 * Makes `batch_views` hold exactly the gold of this run: first every document is upserted, then, when all are
 * acknowledged, what is of no row of it is deleted. A reader sees old documents or new ones, never a gap; a crash at any
 * point leaves nothing that another try does not mend. When gold of a later logical date exists, or the view holds such
 * documents, nothing is written.
 * @throws GoldMissing when this run has no gold
 * @throws ExportBatchFailed that names the documents which could not be written
 * @throws MongoFault when MongoDB cannot be reached or refuses
 */
export async function runExport({ run }: ExportInput, deps: ExportDeps): Promise<ExportResult> {
  const { store, mongo, signal, log } = deps;
  const started = performance.now();
  const views = await goldOfRun(store, run.logicalDate, { signal });
  const result = (rest: Omit<ExportResult, 'stage' | 'seconds'>): ExportResult => ({
    stage: 'export_to_mongo',
    ...rest,
    seconds: (performance.now() - started) / 1000,
  });

  const leftAlone = await reasonToLeaveAlone(deps, run.logicalDate);
  if (leftAlone !== undefined) {
    log.warn(leftAlone);
    return result({ datasets: {}, counts: NOTHING, warnings: [leftAlone], leftAlone });
  }
  await ensureIndexes(mongo);
  const { counts, datasets } = await upsertAll(views, deps);
  const deleted = await deleteStale(views, mongo);
  log.info('the view is exported', { ...counts, deleted });
  return result({ datasets, counts: { ...counts, deleted }, warnings: [] });
}

const NOTHING = { upserted: 0, resumed: 0, deleted: 0, batches: 0, retries: 0 };

async function reasonToLeaveAlone(deps: ExportDeps, logicalDate: string): Promise<string | undefined> {
  const newer =
    (await newerGold(deps.store, logicalDate, { signal: deps.signal })) ??
    (await newerView(deps, logicalDate));
  if (newer === undefined) return undefined;
  return `batch_views is left alone: this run stands for ${logicalDate}, and the view is of ${newer} or about to be.`;
}

async function newerView({ mongo }: ExportDeps, logicalDate: string): Promise<string | undefined> {
  const found = await mongo.run('look for newer documents', async () =>
    batchViews(mongo).findOne(
      {
        view_type: { $in: GOLD_VIEWS.map(({ name }) => name) },
        logical_date: { $gt: new Date(logicalDate) },
      },
      { projection: { logical_date: 1 } },
    ),
  );
  return (found?.['logical_date'] as Date | undefined)?.toISOString();
}

async function upsertAll(
  views: readonly ViewOfRun[],
  { cache, mongo, signal, heartbeat, lastHeartbeat, retries }: ExportDeps,
): Promise<Pick<ExportResult, 'datasets'> & { counts: Omit<ExportResult['counts'], 'deleted'> }> {
  const before = lastHeartbeat();
  const progress: Record<string, { committedAt: string; rows: number }> = {};
  const counts = { upserted: 0, resumed: 0, batches: 0, retries: 0 };
  const datasets: Record<string, { rowsRead: number; rowsWritten: number; files: number; bytes: number }> =
    {};
  for (const { manifest, key } of views) {
    const { dataset, committedAt, files, bytes } = manifest;
    const paths = await cache.localFiles(BUCKETS.gold, files, { signal });
    const skip = await rowsDoneBefore(mongo, manifest, before);
    const onAcknowledged = (rows: number): void => {
      progress[dataset] = { committedAt, rows };
      heartbeat({ views: { ...progress } });
    };
    onAcknowledged(skip);
    const done = await withDuckDB(
      async (duckdb) =>
        upsertView(
          duckdb,
          { view: dataset, key, paths },
          { mongo, signal, skip, onAcknowledged, ...(retries === undefined ? {} : { retries }) },
        ),
      { signal },
    );
    counts.upserted += done.documents;
    counts.resumed += skip;
    counts.batches += done.batches;
    counts.retries += done.retries;
    datasets[dataset] = {
      rowsRead: manifest.rows,
      rowsWritten: skip + done.documents,
      files: files.length,
      bytes,
    };
  }
  return { datasets, counts };
}

async function deleteStale(views: readonly ViewOfRun[], mongo: Mongo): Promise<number> {
  let deleted = 0;
  for (const { manifest } of views) {
    const gone = await mongo.run(`delete stale documents of ${manifest.dataset}`, async () =>
      batchViews(mongo).deleteMany(staleDocuments(manifest)),
    );
    deleted += gone.deletedCount;
  }
  return deleted;
}
