import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { ObjectStore, StoreOptions } from '../connectors/object-store.ts';
import type { DataFile } from './data-file.ts';
import { readAndSum, type FileCache } from './file-cache.ts';
import { inParallel } from './in-parallel.ts';

/** A local file and what its manifest will say of it, but for length and checksum. */
export interface LocalFile extends Omit<DataFile, 'bytes' | 'sha256'> {
  readonly path: string;
}

export interface UploadOptions extends StoreOptions {
  readonly onProgress?: (done: number, total: number) => void;
}

const CONCURRENT_PUTS = 64;
const HELD_IN_MEMORY = 8 * 1024 ** 2;

/**
 * Puts local files into the store, 64 at a time, and hands each over to the cache: the local paths are gone afterwards.
 * @returns what a manifest says of them, in the order given
 */
export async function uploadFiles(
  store: ObjectStore,
  cache: FileCache,
  bucket: string,
  files: readonly LocalFile[],
  options: UploadOptions = {},
): Promise<DataFile[]> {
  let done = 0;
  return inParallel(files, CONCURRENT_PUTS, async ({ path, ...file }) => {
    options.signal?.throwIfAborted();
    const sum = await uploadFile(store, bucket, file.key, path, options);
    await cache.adopt(path, sum);
    done += 1;
    options.onProgress?.(done, files.length);
    return { ...file, ...sum };
  });
}

async function uploadFile(
  store: ObjectStore,
  bucket: string,
  key: string,
  path: string,
  { signal }: StoreOptions,
): Promise<{ bytes: number; sha256: string }> {
  const options = { contentType: PARQUET, ...(signal === undefined ? {} : { signal }) };
  if ((await stat(path)).size > HELD_IN_MEMORY) {
    return store.upload(bucket, key, createReadStream(path), options);
  }
  const { body, sha256 } = await readAndSum(path);
  await store.put(bucket, key, body, options);
  return { bytes: body.length, sha256 };
}

export const PARQUET = 'application/vnd.apache.parquet';
