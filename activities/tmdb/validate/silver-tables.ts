import type { DuckDB } from '../../lake/duckdb.ts';
import { sqlList } from '../../lake/sql-text.ts';

/** What validation reads of silver, with types: a dataset without rows has no file to learn them from. */
const COLUMNS = {
  movies: {
    movie_id: 'BIGINT',
    genres: 'VARCHAR[]',
    release_year: 'INTEGER',
    release_month: 'INTEGER',
    vote_count: 'BIGINT',
    quality_flag: 'VARCHAR',
    logical_date: 'TIMESTAMP',
    extraction_timestamp: 'TIMESTAMP',
  },
  reviews: { quality_flag: 'VARCHAR', logical_date: 'TIMESTAMP' },
  quarantine: { logical_date: 'TIMESTAMP' },
  movie_snapshots: { movie_id: 'BIGINT', logical_date: 'TIMESTAMP', extraction_timestamp: 'TIMESTAMP' },
} as const;

export type CheckedTable = keyof typeof COLUMNS;

/**
 * Reads the columns that the checks need into tables `silver_<dataset>`, so that thousands of small files are opened
 * once, however many checks ask.
 * @param paths local Parquet files
 */
export async function loadSilverTables(
  duckdb: DuckDB,
  paths: Readonly<Record<CheckedTable, readonly string[]>>,
): Promise<void> {
  for (const [table, columns] of Object.entries(COLUMNS) as [CheckedTable, Record<string, string>][]) {
    const files = paths[table];
    const select = Object.entries(columns).map(([name, type]) =>
      files.length === 0 ? `NULL::${type} AS ${name}` : `${name}::${type} AS ${name}`,
    );
    const from =
      files.length === 0
        ? 'WHERE false'
        : `FROM read_parquet(${sqlList(files)}, union_by_name => true, hive_partitioning => false)`;
    await duckdb.run(`CREATE TEMP TABLE silver_${table} AS SELECT ${select.join(', ')} ${from}`);
  }
}
