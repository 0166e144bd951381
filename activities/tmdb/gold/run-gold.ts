import type { Logger } from 'winston';
import type { ObjectStore } from '../../connectors/object-store.ts';
import { withDuckDB } from '../../lake/duckdb.ts';
import type { FileCache } from '../../lake/file-cache.ts';
import { BUCKETS } from '../../lake/layers.ts';
import type { RunIdentity } from '../run-identity.ts';
import { commitViews, uploadViews, type MadeView } from './commit-views.ts';
import { headlinesOf, type Headlines } from './headlines.ts';
import { findSilverFiles, type SilverInput } from './silver-files.ts';
import { loadSourceTables } from './source-tables.ts';
import { genreAnalytics } from './views/genre-analytics.ts';
import type { SourceTable } from './views/gold-view.ts';
import { GOLD_VIEWS } from './views/gold-views.ts';
import { trendingScores } from './views/trending-scores.ts';
import { dataThrough, writeView } from './write-view.ts';

export interface GoldInput {
  readonly run: RunIdentity;
  /** Days of each rolling window, e.g. `[7, 30, 90]`. */
  readonly windows: readonly number[];
}

export interface GoldDeps {
  readonly store: ObjectStore;
  readonly cache: FileCache;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly signal: AbortSignal;
  readonly heartbeat: (details: unknown) => void;
  /** The clock that `computed_at` is read from, and nothing else. */
  readonly now?: () => Date;
}

export interface GoldResult extends Headlines {
  readonly stage: 'gold_aggregate';
  readonly datasets: Readonly<Record<string, { rowsWritten: number; files: number; bytes: number }>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  readonly seconds: number;
  /** Whether this run's gold became the newest; false when gold of a later logical date is there already. */
  readonly newest: boolean;
}

/**
 * Makes the views from silver as of the run's logical date, one Parquet file each, and commits them: every view's run
 * manifest, and its `current.json` unless gold of a later logical date is there already.
 * @throws GoldInputMissing when silver lacks a dataset or has no movies
 * @throws GoldInputDamaged when silver holds a row twice
 * @throws DataFileMissing, DataFileDamaged when a silver file is not what its manifest says
 */
export async function runGold({ run, windows }: GoldInput, deps: GoldDeps): Promise<GoldResult> {
  const { store, cache, log, signal, heartbeat } = deps;
  const started = performance.now();
  const marks = {
    runId: run.runId,
    logicalDate: run.logicalDate,
    windows: checkedWindows(windows),
    computedAt: (deps.now?.() ?? new Date()).toISOString(),
  };
  const silver = await findSilverFiles(store, marks, { signal });
  const read = rowsOf(silver);
  heartbeat({ step: 'reading silver', ...read });
  const local = await localPaths(cache, silver, signal);

  const { made, headlines } = await withDuckDB(
    async (duckdb) => {
      await loadSourceTables(duckdb, local);
      const views: MadeView[] = [];
      for (const view of GOLD_VIEWS) {
        heartbeat({ step: 'aggregating', view: view.name });
        const path = await cache.temporaryPath();
        const written = await writeView(duckdb, view, marks, path);
        views.push({ view, path, rows: written, through: await dataThrough(duckdb, view, marks) });
      }
      const path = (name: string): string => views.find(({ view }) => view.name === name)?.path ?? '';
      const files = { genreAnalytics: path(genreAnalytics.name), trendingScores: path(trendingScores.name) };
      return { made: views, headlines: await headlinesOf(duckdb, files) };
    },
    { signal },
  );
  const manifests = await uploadViews(store, cache, {
    run,
    made,
    read,
    committedAt: marks.computedAt,
    signal,
  });

  const newest = await commitViews(store, manifests, signal);
  const warnings = manifests
    .filter((manifest) => manifest.rows === 0)
    .map(({ dataset }) => `gold ${dataset} has no rows for ${run.logicalDate}`);
  for (const warning of warnings) log.warn(warning);
  const seconds = (performance.now() - started) / 1000;
  log.info('gold is committed', {
    newest,
    rows: Object.fromEntries(manifests.map((m) => [m.dataset, m.rows])),
  });
  return {
    stage: 'gold_aggregate',
    datasets: Object.fromEntries(
      manifests.map(({ dataset, files, bytes, ...manifest }) => [
        dataset,
        { rowsWritten: manifest.rows, files: files.length, bytes },
      ]),
    ),
    counts: { moviesRead: read.movies, reviewsRead: read.reviews, snapshotsRead: read.snapshots },
    warnings,
    seconds,
    newest,
    ...headlines,
  };
}

const rows = ({ files }: SilverInput): number => files.reduce((sum, file) => sum + file.rows, 0);

function rowsOf(silver: Readonly<Record<SourceTable, SilverInput>>): Record<SourceTable, number> {
  return { movies: rows(silver.movies), reviews: rows(silver.reviews), snapshots: rows(silver.snapshots) };
}

async function localPaths(
  cache: FileCache,
  silver: Readonly<Record<SourceTable, SilverInput>>,
  signal: AbortSignal,
): Promise<Record<SourceTable, string[]>> {
  const paths = async ({ files }: SilverInput): Promise<string[]> =>
    cache.localFiles(BUCKETS.silver, files, { signal });
  return {
    movies: await paths(silver.movies),
    reviews: await paths(silver.reviews),
    snapshots: await paths(silver.snapshots),
  };
}

function checkedWindows(windows: readonly number[]): readonly number[] {
  const unique = [...new Set(windows)].sort((a, b) => a - b);
  if (unique.length === 0 || !unique.every((days) => Number.isInteger(days) && days > 0)) {
    throw new RangeError(
      `windows is ${JSON.stringify(windows)}: allowed is a list of whole numbers of days above 0, e.g. [7, 30, 90].`,
    );
  }
  return unique;
}
