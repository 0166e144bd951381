import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { ObjectNotFound } from '../../activities/connectors/object-store-errors.ts';
import type { ObjectStore, StoredObject, StoreOptions } from '../../activities/connectors/object-store.ts';

/** An object store in a folder: no server, and several processes can share it. An object appears whole or not at all. */
export class FolderStore implements ObjectStore {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  path(bucket: string, key: string): string {
    return join(this.folder, bucket, key);
  }

  async put(
    bucket: string,
    key: string,
    body: Uint8Array | string,
    { signal }: StoreOptions = {},
  ): Promise<void> {
    signal?.throwIfAborted();
    const path = this.path(bucket, key);
    const incoming = join(this.folder, randomUUID());
    await mkdir(dirname(path), { recursive: true });
    await writeFile(incoming, body);
    await rename(incoming, path);
  }

  async upload(
    bucket: string,
    key: string,
    body: Readable,
    options: StoreOptions = {},
  ): Promise<{ bytes: number; sha256: string }> {
    const chunks: Buffer[] = [];
    for await (const chunk of body) chunks.push(chunk as Buffer);
    const whole = Buffer.concat(chunks);
    await this.put(bucket, key, whole, options);
    return { bytes: whole.length, sha256: createHash('sha256').update(whole).digest('hex') };
  }

  async get(bucket: string, key: string): Promise<Buffer> {
    const found = await this.tryGet(bucket, key);
    if (found === undefined) throw new ObjectNotFound(bucket, key);
    return found;
  }

  async tryGet(bucket: string, key: string): Promise<Buffer | undefined> {
    try {
      return await readFile(this.path(bucket, key));
    } catch {
      return undefined;
    }
  }

  async stream(bucket: string, key: string): Promise<Readable> {
    const path = this.path(bucket, key);
    await stat(path).catch(() => {
      throw new ObjectNotFound(bucket, key);
    });
    return createReadStream(path);
  }

  async *list(bucket: string, prefix: string): AsyncGenerator<StoredObject> {
    const root = join(this.folder, bucket);
    const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
    const keys = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)));
    for (const key of keys.filter((name) => name.startsWith(prefix)).sort()) {
      const { size, mtime } = await stat(join(root, key));
      yield { key, size, lastModified: mtime };
    }
  }

  async delete(bucket: string, keys: readonly string[]): Promise<void> {
    for (const key of keys) await rm(this.path(bucket, key), { force: true });
  }

  async ensureBucket(bucket: string): Promise<void> {
    await mkdir(join(this.folder, bucket), { recursive: true });
  }

  async check(): Promise<void> {
    await stat(this.folder);
  }
}
