import type { StoreOptions } from '../connectors/object-store.ts';
import type { DataFile } from './data-file.ts';
import type { FileCache } from './file-cache.ts';
import { sqlList } from './sql-text.ts';

/** Committed files as something that stands in a FROM clause; none give a clause that cannot be read. */
export async function scanOf(
  cache: FileCache,
  bucket: string,
  files: readonly DataFile[],
  options: StoreOptions = {},
): Promise<string | undefined> {
  if (files.length === 0) return undefined;
  const paths = await cache.localFiles(bucket, files, options);
  // Joining columns by name opens every footer first, so it is done only where the schemas may differ.
  const mixed = new Set(files.map(({ schemaVersion }) => schemaVersion)).size > 1;
  return `read_parquet(${sqlList(paths)}, hive_partitioning = false, union_by_name = ${mixed})`;
}
