import { createHash } from 'node:crypto';
import type { ObjectStore } from '../../connectors/object-store.ts';
import { ownerOfFile, ownerSlug, type DataFile, type FileOwnerRun } from '../../lake/data-file.ts';
import type { DuckDB } from '../../lake/duckdb.ts';
import type { FileCache } from '../../lake/file-cache.ts';
import { inParallel } from '../../lake/in-parallel.ts';
import { BUCKETS } from '../../lake/layers.ts';
import type { Manifest } from '../../lake/manifest.ts';
import { sqlList } from '../../lake/sql-text.ts';
import { compare, type Mismatch } from './mismatch.ts';

export interface FileCheckDeps {
  readonly store: ObjectStore;
  readonly cache: FileCache;
  readonly signal: AbortSignal;
}

export interface CheckedFiles {
  readonly mismatches: readonly Mismatch[];
  /** Local paths of the files that are whole. */
  readonly paths: readonly string[];
}

/** So many of the run's own files per dataset are summed anew from the store; the others by length only. */
const SUMMED_ANEW = 64;
const FILES_AT_A_TIME = 4;

/**
 * Whether a dataset's files are what its manifest says: there, as long, as many rows in their footers, and the run's own
 * ones with the same checksum when fetched around the cache.
 * @param files those of the manifest to look at
 */
export async function checkFiles(
  duckdb: DuckDB,
  { store, cache, signal }: FileCheckDeps,
  manifest: Manifest,
  files: readonly DataFile[],
  run: FileOwnerRun,
): Promise<CheckedFiles> {
  const dataset = `${manifest.layer} ${manifest.dataset}`;
  const bucket = BUCKETS[manifest.layer];
  const sizes = new Map<string, number>();
  for await (const { key, size } of store.list(bucket, `${manifest.dataset}/`, { signal }))
    sizes.set(key, size);
  const damaged = files.filter((file) => sizes.get(file.key) !== file.bytes);
  const mismatches: Mismatch[] = damaged.map((file) => ({
    dataset,
    what: `bytes of ${file.key}`,
    expected: file.bytes,
    found: sizes.get(file.key) ?? 'no such file',
  }));
  const whole = files.filter((file) => sizes.get(file.key) === file.bytes);
  const own = whole.filter(({ key }) => ownerOfFile(key)?.slug === ownerSlug(run)).slice(0, SUMMED_ANEW);
  const sums = await inParallel(own, FILES_AT_A_TIME, async ({ key }) => {
    const hash = createHash('sha256');
    const body = await store.stream(bucket, key, { signal });
    for await (const chunk of body as AsyncIterable<Buffer>) hash.update(chunk);
    return hash.digest('hex');
  });
  own.forEach((file, i) => {
    const sha256 = sums[i] ?? '';
    if (sha256 !== file.sha256) {
      mismatches.push({ dataset, what: `SHA-256 of ${file.key}`, expected: file.sha256, found: sha256 });
    }
  });
  if (mismatches.length > 0) return { mismatches, paths: [] };

  const paths = await cache.localFiles(bucket, whole, { signal });
  mismatches.push(
    ...compare(
      dataset,
      'rows of all files',
      manifest.rows,
      manifest.files.reduce((sum, { rows }) => sum + rows, 0),
    ),
    ...(await checkFooters(duckdb, dataset, whole, paths)),
  );
  return { mismatches, paths };
}

async function checkFooters(
  duckdb: DuckDB,
  dataset: string,
  files: readonly DataFile[],
  paths: readonly string[],
): Promise<Mismatch[]> {
  if (paths.length === 0) return [];
  const found = await duckdb.rows<{ file_name: string; num_rows: bigint }>(
    `SELECT file_name, num_rows FROM parquet_file_metadata(${sqlList(paths)})`,
  );
  const rows = new Map(found.map((file) => [file.file_name, Number(file.num_rows)]));
  return files.flatMap((file, i) =>
    compare(dataset, `rows in ${file.key}`, file.rows, rows.get(paths[i] ?? '') ?? -1),
  );
}
