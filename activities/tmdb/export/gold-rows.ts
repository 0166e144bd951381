import type { DuckDB } from '../../lake/duckdb.ts';
import { sqlList } from '../../lake/sql-text.ts';
import { viewDocument, type ViewDocument } from './view-document.ts';

export interface GoldFiles {
  readonly view: string;
  /** Columns of the key, in the order of the `_id`. */
  readonly key: readonly string[];
  /** Local Parquet files. */
  readonly paths: readonly string[];
}

/**
 * The documents of a view in the order of its rows, about 2,000 at a time, so that memory does not grow with the view.
 * @param select further SQL after FROM; the rows are called `gold`
 */
export async function* goldDocuments(
  duckdb: DuckDB,
  { view, key, paths }: GoldFiles,
  select = '',
): AsyncGenerator<ViewDocument[]> {
  const result = await duckdb.connection.stream(
    `SELECT gold.* FROM read_parquet(${sqlList(paths)}, hive_partitioning => false) AS gold ${select}`,
  );
  const shape = { view, key, columns: result.columnNames(), types: result.columnTypes() };
  for await (const rows of result.yieldRows()) yield rows.map((row) => viewDocument(shape, row));
}
