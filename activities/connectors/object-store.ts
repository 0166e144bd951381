import type { Readable } from 'node:stream';

export { ObjectNotFound, ObjectStoreError } from './object-store-errors.ts';

export interface StoreOptions {
  /** Aborts the request; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface PutOptions extends StoreOptions {
  readonly contentType?: string;
}

export interface StoredObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly lastModified: Date;
}

/**
 * Buckets of immutable objects; what Tradewind needs of S3 and no more. Nothing relies on conditional writes, so every
 * S3-compatible store will do. Passing faults are retried inside; what is left is thrown as an `ObjectStoreError`.
 */
export interface ObjectStore {
  put(bucket: string, key: string, body: Uint8Array | string, options?: PutOptions): Promise<void>;
  /** Streams a body of unknown length in parts, in bounded memory, and sums it on the way. */
  upload(
    bucket: string,
    key: string,
    body: Readable,
    options?: PutOptions,
  ): Promise<{ bytes: number; sha256: string }>;
  /** @throws ObjectNotFound when there is no such object */
  get(bucket: string, key: string, options?: StoreOptions): Promise<Buffer>;
  /** Like `get`, but undefined when there is no such object. */
  tryGet(bucket: string, key: string, options?: StoreOptions): Promise<Buffer | undefined>;
  /** @throws ObjectNotFound when there is no such object */
  stream(bucket: string, key: string, options?: StoreOptions): Promise<Readable>;
  /** Every object whose key begins with the prefix, by key. */
  list(bucket: string, prefix: string, options?: StoreOptions): AsyncIterable<StoredObject>;
  /** Deleting what is not there is no error. */
  delete(bucket: string, keys: readonly string[], options?: StoreOptions): Promise<void>;
  ensureBucket(bucket: string, options?: StoreOptions): Promise<void>;
  /**
   * Asks the store one small question.
   * @throws ObjectStoreError that names the cause (not reachable, credentials refused) and the cure
   */
  check(options?: StoreOptions): Promise<void>;
}
