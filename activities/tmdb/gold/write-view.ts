import type { DuckDB } from '../../lake/duckdb.ts';
import { sqlText } from '../../lake/sql-text.ts';
import { timestamp, type GoldView, type SourceTable, type ViewParameters } from './views/gold-view.ts';

/** Raise it with every change of a view's columns; files carry it in their footer, manifests per file. */
export const GOLD_SCHEMA_VERSION = 2;

export interface ViewMarks extends ViewParameters {
  readonly runId: string;
  /** ISO 8601 in UTC. */
  readonly computedAt: string;
}

/** Writes a view as one Parquet file, every row marked with its run. @returns how many rows it has */
export async function writeView(
  duckdb: DuckDB,
  view: GoldView,
  marks: ViewMarks,
  path: string,
): Promise<number> {
  const rows = `
    SELECT
      made.*,
      ${sqlText(marks.runId)} AS run_id,
      ${timestamp(marks.logicalDate)} AS logical_date,
      ${timestamp(marks.computedAt)} AS computed_at,
      (${newestExtraction(view, marks)}) AS data_through
    FROM (${view.sql(marks)}) AS made`;
  const done = await duckdb.connection.run(
    `COPY (${rows}) TO ${sqlText(path)}
     (FORMAT parquet, COMPRESSION snappy, KV_METADATA {tradewind_schema_version: '${GOLD_SCHEMA_VERSION}'})`,
  );
  return done.rowsChanged;
}

/** ISO 8601 in UTC; undefined when the view's tables are empty. */
export async function dataThrough(
  duckdb: DuckDB,
  view: GoldView,
  parameters: ViewParameters,
): Promise<string | undefined> {
  const { newest } = await duckdb.row<{ newest: Date | null }>(
    `SELECT newest FROM (${newestExtraction(view, parameters)}) AS found(newest)`,
  );
  return newest?.toISOString();
}

function newestExtraction(view: GoldView, { logicalDate }: ViewParameters): string {
  const known: Readonly<Record<SourceTable, string>> = {
    movies: 'true',
    reviews: 'true',
    snapshots: `logical_date <= ${timestamp(logicalDate)}`,
  };
  const each = view.reads.map((table) => `SELECT extraction_timestamp FROM ${table} WHERE ${known[table]}`);
  return `SELECT max(extraction_timestamp) FROM (${each.join(' UNION ALL ')})`;
}
