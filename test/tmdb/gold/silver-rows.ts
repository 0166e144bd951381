import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDuckDB, type DuckDB } from '../../../activities/lake/duckdb.ts';
import { loadSourceTables } from '../../../activities/tmdb/gold/source-tables.ts';
import type { GoldView } from '../../../activities/tmdb/gold/views/gold-view.ts';

export interface MovieRow {
  movie_id: number;
  title?: string;
  genres?: (string | null)[] | null;
  release_date?: string | null;
  runtime?: number | null;
  budget?: number | bigint | null;
  revenue?: number | bigint | null;
  popularity?: number | null;
  vote_average?: number | null;
  vote_count?: number | bigint | null;
  quality_flag?: string;
  logical_date?: string;
  extraction_timestamp?: string;
}

export interface ReviewRow {
  review_id: string;
  movie_id: number;
  created_at?: string | null;
  compound?: number | null;
  label?: string;
  extraction_timestamp?: string;
}

export interface SnapshotRow {
  movie_id: number;
  popularity: number | null;
  logical_date: string;
  extraction_timestamp?: string;
}

export interface SilverRows {
  movies?: readonly MovieRow[];
  reviews?: readonly ReviewRow[];
  snapshots?: readonly SnapshotRow[];
}

const COLUMNS = {
  movies: `{movie_id: 'BIGINT', title: 'VARCHAR', genres: 'VARCHAR[]', release_date: 'DATE', release_year: 'INTEGER',
    release_month: 'INTEGER', runtime: 'INTEGER', budget: 'BIGINT', revenue: 'BIGINT', popularity: 'DOUBLE',
    vote_average: 'DOUBLE', vote_count: 'BIGINT', quality_flag: 'VARCHAR', run_id: 'VARCHAR',
    logical_date: 'TIMESTAMP', extraction_timestamp: 'TIMESTAMP'}`,
  reviews: `{review_id: 'VARCHAR', movie_id: 'BIGINT', created_at: 'TIMESTAMP', compound: 'DOUBLE', label: 'VARCHAR',
    quality_flag: 'VARCHAR', run_id: 'VARCHAR', logical_date: 'TIMESTAMP', extraction_timestamp: 'TIMESTAMP'}`,
  snapshots: `{movie_id: 'BIGINT', popularity: 'DOUBLE', logical_date: 'TIMESTAMP', extraction_timestamp: 'TIMESTAMP'}`,
};

export const NOON = '2026-11-23T12:00:00.000Z';

const PLAIN_MOVIE = {
  title: 'Untitled',
  genres: ['Drama'],
  release_date: '2026-11-01',
  popularity: 1,
  vote_average: 5,
  vote_count: 10,
  quality_flag: 'OK',
  run_id: 'manual__test',
  logical_date: NOON,
  extraction_timestamp: NOON,
};

const PLAIN_REVIEW = {
  created_at: '2026-11-10T00:00:00Z',
  compound: 0,
  quality_flag: 'OK',
  run_id: 'manual__test',
  logical_date: NOON,
  extraction_timestamp: NOON,
};

/** Silver as its stage would write it, from the few values that a test is about. */
export function completeRows(rows: SilverRows): Record<keyof typeof COLUMNS, object[]> {
  return {
    movies: (rows.movies ?? []).map((movie) => {
      const date = movie.release_date === undefined ? PLAIN_MOVIE.release_date : movie.release_date;
      return {
        ...PLAIN_MOVIE,
        ...movie,
        release_year: date === null ? null : Number(date.slice(0, 4)),
        release_month: date === null ? null : Number(date.slice(5, 7)),
      };
    }),
    reviews: (rows.reviews ?? []).map((review) => ({
      ...PLAIN_REVIEW,
      label: labelOf(review.compound ?? 0),
      ...review,
    })),
    snapshots: (rows.snapshots ?? []).map((row) => ({ extraction_timestamp: row.logical_date, ...row })),
  };
}

const labelOf = (compound: number): string => {
  if (compound >= 0.05) return 'positive';
  return compound <= -0.05 ? 'negative' : 'neutral';
};

/** Integers beyond 2⁵³ as they are. */
const jsonOf = (row: object): string =>
  JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? `#${value}#` : value)).replace(
    /"#(\d+)#"/g,
    '$1',
  );

/** Writes rows as a Parquet file of a silver table. */
export async function writeSilver(
  duckdb: DuckDB,
  table: keyof typeof COLUMNS,
  rows: readonly object[],
  path: string,
): Promise<void> {
  writeFileSync(`${path}.json`, rows.map((row) => jsonOf(row)).join('\n'));
  await duckdb.run(
    `COPY (SELECT * FROM read_json('${path}.json', format = 'newline_delimited', columns = ${COLUMNS[table]}))
     TO '${path}' (FORMAT parquet, COMPRESSION snappy)`,
  );
}

/** Runs `use` on a DuckDB whose silver tables were read from Parquet files with these rows. */
export async function withSilver<T>(rows: SilverRows, use: (duckdb: DuckDB) => Promise<T>): Promise<T> {
  return withDuckDB(async (duckdb) => {
    const complete = completeRows(rows);
    const files = { movies: [] as string[], reviews: [] as string[], snapshots: [] as string[] };
    for (const table of ['movies', 'reviews', 'snapshots'] as const) {
      if (complete[table].length === 0) continue;
      const path = join(duckdb.folder, `${table}.parquet`);
      await writeSilver(duckdb, table, complete[table], path);
      files[table].push(path);
    }
    await loadSourceTables(duckdb, files);
    return use(duckdb);
  });
}

export type ViewRow = Record<string, unknown>;

/** The rows of a view over these silver rows; 64-bit integers as numbers. */
export async function viewRows(
  view: GoldView,
  rows: SilverRows,
  parameters: { readonly logicalDate?: string; readonly windows?: readonly number[] } = {},
): Promise<ViewRow[]> {
  return withSilver(rows, async (duckdb) => {
    const found = await duckdb.rows(view.sql({ logicalDate: NOON, windows: [7, 30, 90], ...parameters }));
    return found.map((row) => plain(row) as ViewRow);
  });
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}
