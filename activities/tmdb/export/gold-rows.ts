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
 * The documents of a view, about 2,000 at a time, so that memory does not grow with the view.
 * @param select further SQL after FROM; the rows are called `gold`, and come in no order that it does not ask for
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

/**
 * The documents of a view in the order of its key, from a row on: whoever counts rows to go on later needs the same
 * order again, and a scan on several threads has none.
 */
export const goldDocumentsFrom = (
  duckdb: DuckDB,
  files: GoldFiles,
  skip: number,
): AsyncGenerator<ViewDocument[]> =>
  goldDocuments(
    duckdb,
    files,
    `ORDER BY ${files.key.map((column) => `gold."${column}"`).join(', ')} OFFSET ${skip}`,
  );
