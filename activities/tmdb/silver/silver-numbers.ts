import type { DuckDB } from '../../lake/duckdb.ts';
import type { SourceNumbers } from './silver-deps.ts';
import type { SilverDataset } from './silver-datasets.ts';

/** Which sources a dataset is made of. */
export const SOURCES_OF: Readonly<Record<SilverDataset, readonly string[]>> = {
  movies: ['movies', 'movie_details'],
  reviews: ['reviews'],
  credits: ['credits', 'credit_entries'],
  movie_snapshots: ['movies', 'movie_details'],
  quarantine: ['movies', 'movie_details', 'credits', 'credit_entries', 'reviews'],
};

export type Sources = Readonly<Record<string, SourceNumbers>>;

export const addSources = (a: Sources, b: Sources): Sources =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((source) => {
      const [one, other] = [a[source] ?? NOTHING, b[source] ?? NOTHING];
      return [
        source,
        {
          read: one.read + other.read,
          kept: one.kept + other.kept,
          duplicates: one.duplicates + other.duplicates,
          rejected: one.rejected + other.rejected,
        },
      ];
    }),
  );

const NOTHING: SourceNumbers = { read: 0, kept: 0, duplicates: 0, rejected: 0 };

/** Rows before and after, by their quality where they are judged. */
export interface DatasetNumbers {
  readonly before: number;
  readonly after: number;
  readonly ok?: number;
  readonly warn?: number;
  /** How often each reason was found. */
  readonly reasons?: Readonly<Record<string, number>>;
  /** ISO 8601 in UTC. */
  readonly dataThrough?: string;
}

export async function countDataset(duckdb: DuckDB, dataset: SilverDataset): Promise<DatasetNumbers> {
  const { before, after, through } = await duckdb.row<{
    before: number;
    after: number;
    through: Date | null;
  }>(`
    SELECT (SELECT count(*)::INTEGER FROM old_${dataset}) AS before, count(*)::INTEGER AS after,
      max(extraction_timestamp) AS through FROM ${dataset}`);
  const reasons = REASONS[dataset];
  const quality = dataset === 'movies' || dataset === 'reviews' ? await countQuality(duckdb, dataset) : {};
  return {
    before,
    after,
    ...quality,
    ...(reasons === undefined ? {} : { reasons: await countReasons(duckdb, dataset, reasons) }),
    ...(through === null ? {} : { dataThrough: through.toISOString() }),
  };
}

const REASONS: Readonly<Partial<Record<SilverDataset, string>>> = {
  movies: 'quality_reasons',
  reviews: 'quality_reasons',
  quarantine: 'reasons',
};

const countQuality = async (duckdb: DuckDB, dataset: string): Promise<{ ok: number; warn: number }> =>
  duckdb.row(`
    SELECT count(*) FILTER (quality_flag = 'OK')::INTEGER AS ok, count(*) FILTER (quality_flag <> 'OK')::INTEGER AS warn
    FROM ${dataset}`);

async function countReasons(
  duckdb: DuckDB,
  dataset: string,
  column: string,
): Promise<Record<string, number>> {
  const rows = await duckdb.rows<{ reason: string; times: number }>(`
    SELECT reason, count(*)::INTEGER AS times FROM (SELECT unnest(${column}) AS reason FROM ${dataset})
    GROUP BY reason ORDER BY times DESC, reason LIMIT 50`);
  return Object.fromEntries(rows.map(({ reason, times }) => [reason, times]));
}
