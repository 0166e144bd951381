import type { DuckDB } from '../../lake/duckdb.ts';
import { sqlList } from '../../lake/sql-text.ts';
import { GoldInputDamaged } from './errors.ts';
import { EXACT_MACROS } from './views/exact-macros.ts';
import type { SourceTable } from './views/gold-view.ts';
import { TREND_MACROS } from './views/trending-scores.ts';

/** The columns of silver that gold reads, with their types: an empty dataset has no file to learn them from. */
const COLUMNS: Readonly<Record<SourceTable, Readonly<Record<string, string>>>> = {
  movies: {
    movie_id: 'BIGINT',
    title: 'VARCHAR',
    genres: 'VARCHAR[]',
    release_date: 'DATE',
    release_year: 'INTEGER',
    release_month: 'INTEGER',
    runtime: 'INTEGER',
    budget: 'BIGINT',
    revenue: 'BIGINT',
    popularity: 'DOUBLE',
    vote_average: 'DOUBLE',
    vote_count: 'BIGINT',
    extraction_timestamp: 'TIMESTAMP',
  },
  reviews: {
    review_id: 'VARCHAR',
    movie_id: 'BIGINT',
    created_at: 'TIMESTAMP',
    compound: 'DOUBLE',
    label: 'VARCHAR',
    extraction_timestamp: 'TIMESTAMP',
  },
  snapshots: {
    movie_id: 'BIGINT',
    popularity: 'DOUBLE',
    logical_date: 'TIMESTAMP',
    extraction_timestamp: 'TIMESTAMP',
  },
};

/** What tells the rows of a table apart; a row that stands there twice would be counted twice. */
const KEYS: Readonly<Record<SourceTable, readonly string[]>> = {
  movies: ['movie_id'],
  reviews: ['review_id'],
  snapshots: ['movie_id', 'logical_date'],
};

/**
 * Reads silver files into tables, each file once, however many views ask for it.
 * @param files local paths per table
 * @throws GoldInputDamaged when a table has rows without key, or two rows of one key
 */
export async function loadSourceTables(
  duckdb: DuckDB,
  files: Readonly<Record<SourceTable, readonly string[]>>,
): Promise<void> {
  await duckdb.run(EXACT_MACROS + TREND_MACROS);
  for (const table of ['movies', 'reviews', 'snapshots'] as const) {
    await duckdb.run(`CREATE TEMP TABLE ${table} AS ${selectFrom(table, files[table])}`);
    await refuseDoubledRows(duckdb, table);
  }
}

function selectFrom(table: SourceTable, files: readonly string[]): string {
  const columns = Object.entries(COLUMNS[table]);
  if (files.length === 0) {
    return `SELECT ${columns.map(([name, type]) => `NULL::${type} AS ${name}`).join(', ')} WHERE false`;
  }
  // By name: files of an older schema may lack columns or have them elsewhere.
  return (
    `SELECT ${columns.map(([name, type]) => `${name}::${type} AS ${name}`).join(', ')} ` +
    `FROM read_parquet(${sqlList(files)}, union_by_name => true, hive_partitioning => false)`
  );
}

async function refuseDoubledRows(duckdb: DuckDB, table: SourceTable): Promise<void> {
  const key = KEYS[table].join(', ');
  const rows = await duckdb.rows<{ key: string; rows: bigint }>(
    `SELECT concat_ws(' ', ${key}) AS key, count(*) AS rows FROM ${table} GROUP BY ${key}
     HAVING count(*) > 1 OR ${KEYS[table].map((column) => `${column} IS NULL`).join(' OR ')}
     ORDER BY key LIMIT 5`,
  );
  if (rows.length === 0) return;
  const examples = rows.map((row) => `'${row.key}' (${row.rows} rows)`).join(', ');
  throw new GoldInputDamaged(
    `Silver ${table} must hold exactly one row per ${key}, but holds ${examples}: ` +
      'every count in gold would be wrong. Rebuild silver from bronze.',
  );
}
