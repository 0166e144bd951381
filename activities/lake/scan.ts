import type { StoreOptions } from '../connectors/object-store.ts';
import type { DataFile } from './data-file.ts';
import type { FileCache } from './file-cache.ts';
import { sqlList } from './sql-text.ts';

export interface ScanOptions extends StoreOptions {
  /** With the columns `filename` and `file_row_number`, which together tell the rows apart. */
  readonly rowNumbers?: boolean;
}

/** Committed files as something that stands in a FROM clause; undefined when there are none. */
export async function scanOf(
  cache: FileCache,
  bucket: string,
  files: readonly DataFile[],
  { rowNumbers = false, ...options }: ScanOptions = {},
): Promise<string | undefined> {
  if (files.length === 0) return undefined;
  const paths = await cache.localFiles(bucket, files, options);
  // Joining columns by name opens every footer first, so it is done only where the schemas may differ.
  const mixed = new Set(files.map(({ schemaVersion }) => schemaVersion)).size > 1;
  return `read_parquet(${sqlList(paths)}, hive_partitioning = false, union_by_name = ${mixed}${rowNumbers ? ', filename = true, file_row_number = true' : ''})`;
}
