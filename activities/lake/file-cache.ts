import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ObjectNotFound } from '../connectors/object-store-errors.ts';
import type { ObjectStore, StoreOptions } from '../connectors/object-store.ts';
import { leastRecentlyUsed } from './cache-eviction.ts';
import type { DataFile } from './data-file.ts';
import { DataFileDamaged, DataFileMissing } from './errors.ts';
import { inParallel } from './in-parallel.ts';

export interface FileCacheSettings {
  /** Made when it is not there, e.g. `$TRADEWIND_HOME/cache`. */
  readonly folder: string;
  readonly store: ObjectStore;
  /** The cache shrinks to this after it grew above it; 4 GiB where not given. */
  readonly maxBytes?: number;
}

const DEFAULT_MAX_BYTES = 4 * 1024 ** 3;
const CONCURRENT_GETS = 64;
/** A file in use is marked no more often: far less than what makes a file count as unused. */
const MARKED_EVERY_MS = 5 * 60 * 1000;
/** Larger files are streamed to disk rather than held in memory. */
const HELD_IN_MEMORY = 8 * 1024 ** 2;

/**
 * Local copies of immutable lake files, found by their checksum: a file that one stage wrote is read by the next one on
 * the same machine without a request. What it hands out has been checked against the manifest once, when it came in.
 */
export class FileCache {
  readonly #folder: string;
  readonly #store: ObjectStore;
  readonly #maxBytes: number;
  readonly #knownFolders = new Set<string>();
  #bytesAdded = Infinity;

  constructor({ folder, store, maxBytes = DEFAULT_MAX_BYTES }: FileCacheSettings) {
    this.#folder = folder;
    this.#store = store;
    this.#maxBytes = maxBytes;
  }

  /**
   * Paths of the files, in their order; those not here are fetched, 64 at a time.
   * @throws DataFileMissing when one is in its manifest but not in the store
   * @throws DataFileDamaged when one is not what its manifest says
   */
  async localFiles(
    bucket: string,
    files: readonly DataFile[],
    options: StoreOptions = {},
  ): Promise<string[]> {
    const paths = await inParallel(files, CONCURRENT_GETS, async (file) =>
      this.#localFile(bucket, file, options),
    );
    await this.#shrink();
    return paths;
  }

  /** Takes over a local file that was just written to the store: it is moved, not copied. */
  async adopt(path: string, { sha256, bytes }: Pick<DataFile, 'sha256' | 'bytes'>): Promise<void> {
    await this.#enter(path, sha256, bytes);
  }

  /** A path for a file that may be adopted later, on the same disk as the cache. */
  async temporaryPath(): Promise<string> {
    const folder = join(this.#folder, 'incoming');
    await this.#makeFolder(folder);
    return join(folder, `${randomUUID()}.parquet`);
  }

  async #localFile(bucket: string, file: DataFile, options: StoreOptions): Promise<string> {
    options.signal?.throwIfAborted();
    const path = this.#path(file.sha256);
    if (await this.#isHere(path, file.bytes)) return path;
    const incoming = await this.temporaryPath();
    try {
      const found = await this.#fetch(bucket, file, incoming, options);
      if (found.bytes !== file.bytes || found.sha256 !== file.sha256)
        throw new DataFileDamaged(bucket, file, found);
      await this.#enter(incoming, file.sha256, file.bytes);
    } catch (error) {
      await rm(incoming, { force: true });
      throw error instanceof ObjectNotFound ? new DataFileMissing(bucket, file, error) : error;
    }
    return path;
  }

  async #fetch(
    bucket: string,
    file: DataFile,
    path: string,
    options: StoreOptions,
  ): Promise<{ bytes: number; sha256: string }> {
    if (file.bytes <= HELD_IN_MEMORY) {
      const body = await this.#store.get(bucket, file.key, options);
      await writeFile(path, body);
      return { bytes: body.length, sha256: createHash('sha256').update(body).digest('hex') };
    }
    const body = await this.#store.stream(bucket, file.key, options);
    await pipeline(
      body,
      createWriteStream(path),
      options.signal === undefined ? {} : { signal: options.signal },
    );
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    return { bytes: (await stat(path)).size, sha256: hash.digest('hex') };
  }

  async #enter(from: string, sha256: string, bytes: number): Promise<void> {
    const path = this.#path(sha256);
    await this.#makeFolder(join(path, '..'));
    await this.#move(from, path);
    this.#bytesAdded += bytes;
  }

  /** A file of another disk is copied beside its place first, so that it too appears whole or not at all. */
  async #move(from: string, path: string): Promise<void> {
    try {
      await rename(from, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
      const near = await this.temporaryPath();
      await copyFile(from, near);
      await rename(near, path);
      await rm(from, { force: true });
    }
  }

  /** Whether a file is here and whole; says so to those who make room. */
  async #isHere(path: string, bytes: number): Promise<boolean> {
    try {
      const { size, mtimeMs } = await stat(path);
      const now = new Date();
      if (size === bytes && now.getTime() - mtimeMs > MARKED_EVERY_MS) await utimes(path, now, now);
      return size === bytes;
    } catch {
      return false;
    }
  }

  #path(sha256: string): string {
    return join(this.#folder, sha256.slice(0, 2), `${sha256}.parquet`);
  }

  async #makeFolder(folder: string): Promise<void> {
    if (this.#knownFolders.has(folder)) return;
    await mkdir(folder, { recursive: true });
    this.#knownFolders.add(folder);
  }

  /** Looks at the whole folder, so it does so only after the cache may have grown by a twentieth. */
  async #shrink(): Promise<void> {
    if (this.#bytesAdded < this.#maxBytes / 20) return;
    this.#bytesAdded = 0;
    for (const path of await leastRecentlyUsed(this.#folder, this.#maxBytes)) await rm(path, { force: true });
  }
}

/** The checksum and length of a local file that fits into memory. */
export async function readAndSum(path: string): Promise<{ body: Buffer; sha256: string }> {
  const body = await readFile(path);
  return { body, sha256: createHash('sha256').update(body).digest('hex') };
}
