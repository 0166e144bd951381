import type { ObjectStore } from '../../../activities/connectors/object-store.ts';
import { BUCKETS } from '../../../activities/lake/layers.ts';
import { dataFileName, type DataFile } from '../../../activities/lake/data-file.ts';
import type { FileCache } from '../../../activities/lake/file-cache.ts';
import { commitManifest, commitRunManifest, readManifest } from '../../../activities/lake/manifest.ts';
import { writeParquetRows, type Row } from '../../../activities/lake/parquet-writer.ts';
import { logicalDatePartition, partitionKey } from '../../../activities/lake/partition-key.ts';
import { BRONZE_DATASETS, BRONZE_SCHEMA_VERSION } from '../../../activities/tmdb/bronze/bronze-datasets.ts';
import { BRONZE_SCHEMAS } from '../../../activities/tmdb/bronze/bronze-schemas.ts';
import type { RunIdentity } from '../../../activities/tmdb/run-identity.ts';

type Json = Readonly<Record<string, unknown>>;

/** What one run got from the API; a string is taken for the raw characters, whatever they are. */
export interface BronzeOfRun {
  readonly items?: readonly (Json | string)[];
  readonly details?: readonly (Json | string)[];
  /** By movie id. */
  readonly credits?: Readonly<Record<number, Json | string>>;
  readonly reviews?: Readonly<Record<number, readonly (Json | string)[]>>;
  readonly genres?: Readonly<Record<number, string>>;
  /** The API's clock; default five minutes after the logical date. */
  readonly extractedAt?: string;
}

export const GENRES = { 18: 'Drama', 28: 'Action', 35: 'Comedy', 878: 'Science Fiction' };

export const runOf = (logicalDate: string, tryNumber = 1): RunIdentity => ({
  runId: `manual__${logicalDate}`,
  dagId: 'movies',
  logicalDate,
  tryNumber,
  runType: 'manual',
});

const rawOf = (value: Json | string): string => (typeof value === 'string' ? value : JSON.stringify(value));

function idOf(value: Json | string): bigint | null {
  const id = typeof value === 'string' ? undefined : value['id'];
  return typeof id === 'number' && Number.isSafeInteger(id) ? BigInt(id) : null;
}

function rowsOf(bronze: BronzeOfRun, run: RunIdentity): Record<(typeof BRONZE_DATASETS)[number], Row[]> {
  const at = bronze.extractedAt ?? new Date(Date.parse(run.logicalDate) + 300_000).toISOString();
  const common = (value: Json | string) => ({
    raw: rawOf(value),
    run_id: run.runId,
    extraction_timestamp: new Date(at),
  });
  return {
    genres: Object.entries(bronze.genres ?? GENRES).map(([id, name]) => ({
      genre_id: Number(id),
      name,
      ...common({ id: Number(id), name }),
    })),
    movies: (bronze.items ?? []).map((item, index) => ({
      movie_id: idOf(item),
      category: 'popular',
      page: 1,
      position: index + 1,
      ...common(item),
    })),
    movie_details: (bronze.details ?? []).map((item) => ({ movie_id: idOf(item) ?? 1n, ...common(item) })),
    credits: Object.entries(bronze.credits ?? {}).map(([id, body]) => ({
      movie_id: BigInt(id),
      ...common(body),
    })),
    reviews: Object.entries(bronze.reviews ?? {}).flatMap(([id, reviews]) =>
      reviews.map((review) => ({
        movie_id: BigInt(id),
        review_id: typeof review === 'string' ? null : String(review['id']),
        page: 1,
        ...common(review),
      })),
    ),
  };
}

const numbersOf = (rows: Readonly<Record<string, readonly Row[]>>) =>
  Object.fromEntries(
    Object.entries(rows).map(([dataset, { length }]) => [
      dataset,
      { read: length, kept: length, rejected: 0, written: length },
    ]),
  );

/** Writes and commits a run's bronze through the lake's own writer, as the first stage would. */
export async function writeBronzeByHand(
  store: ObjectStore,
  cache: FileCache,
  run: RunIdentity,
  bronze: BronzeOfRun,
): Promise<void> {
  await store.ensureBucket(BUCKETS.bronze);
  const rows = rowsOf(bronze, run);
  const partition = logicalDatePartition(run.logicalDate, ['year', 'month', 'day', 'hour']);
  for (const dataset of BRONZE_DATASETS) {
    const files: DataFile[] = [];
    if (rows[dataset].length > 0) {
      const file = {
        bucket: BUCKETS.bronze,
        key: `${dataset}/${partitionKey(partition)}${dataFileName(run, 0)}`,
        columns: BRONZE_SCHEMAS[dataset],
        schemaVersion: BRONZE_SCHEMA_VERSION,
        logicalDate: run.logicalDate,
        partition,
      };
      files.push(await writeParquetRows(store, cache, file, rows[dataset]));
    }
    const manifest = {
      dataset,
      layer: 'bronze' as const,
      schemaVersion: BRONZE_SCHEMA_VERSION,
      run,
      committedAt: run.logicalDate,
      rows: rows[dataset].length,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      files,
      details: { numbers: numbersOf(rows) },
    };
    await commitRunManifest(store, manifest);
    const before = await readManifest(store, 'bronze', dataset);
    const others = (before?.files ?? []).filter(({ logicalDate }) => logicalDate !== run.logicalDate);
    await commitManifest(store, { ...manifest, files: [...others, ...files] });
  }
}
