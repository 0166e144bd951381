import { createHash } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Transform, type Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { explainFault, isMissing, ObjectNotFound, ObjectStoreError } from './object-store-errors.ts';
import type { ObjectStore, PutOptions, StoredObject, StoreOptions } from './object-store.ts';

export interface S3Settings {
  /** Address of an S3-compatible store; without it AWS's of the region. */
  readonly endpoint?: string | undefined;
  readonly region: string;
  /** Without keys the SDK's own chain is asked (profile, role, …). */
  readonly accessKey?: string | undefined;
  readonly secretKey?: string | undefined;
}

/** As many requests at once as a store of thousands of small objects needs; more did not make it faster. */
export const S3_SOCKETS = 64;

const ATTEMPTS = 4;
const CONNECT_TIMEOUT_MS = 5_000;
/** Between two bytes, not for a whole object. */
const IDLE_TIMEOUT_MS = 60_000;
/** A multi-object delete takes no more, by S3's own rule. */
const KEYS_PER_DELETE = 1_000;

export function s3ObjectStore(settings: S3Settings): ObjectStore {
  return new S3ObjectStore(settings);
}

class S3ObjectStore implements ObjectStore {
  readonly #client: S3Client;
  readonly #address: string;

  constructor({ endpoint, region, accessKey, secretKey }: S3Settings) {
    this.#address = endpoint ?? `AWS S3 (${region})`;
    const agent = { keepAlive: true, maxSockets: S3_SOCKETS };
    this.#client = new S3Client({
      region,
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(accessKey === undefined || secretKey === undefined
        ? {}
        : { credentials: { accessKeyId: accessKey, secretAccessKey: secretKey } }),
      // Compatible stores rarely have a host name for each bucket, and some refuse the SDK's newer checksums.
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: ATTEMPTS,
      requestHandler: {
        connectionTimeout: CONNECT_TIMEOUT_MS,
        socketTimeout: IDLE_TIMEOUT_MS,
        httpAgent: new HttpAgent(agent),
        httpsAgent: new HttpsAgent(agent),
        // Waiting for a socket is how 64 at a time are kept; the SDK would warn of it.
        socketAcquisitionWarningTimeout: 600_000,
      },
    });
  }

  async put(bucket: string, key: string, body: Uint8Array | string, options: PutOptions = {}): Promise<void> {
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      // Said outright: an empty body would be taken for a stream.
      ContentLength: Buffer.byteLength(body),
      ...(options.contentType === undefined ? {} : { ContentType: options.contentType }),
    });
    await this.#do(`write s3://${bucket}/${key}`, options, async (abort) =>
      this.#client.send(command, abort),
    );
  }

  async upload(
    bucket: string,
    key: string,
    body: Readable,
    options: PutOptions = {},
  ): Promise<{ bytes: number; sha256: string }> {
    const hash = createHash('sha256');
    let bytes = 0;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    let fault: Error | undefined;
    body.once('error', (error) => {
      fault = error;
      counted.destroy(error);
    });
    counted.once('error', () => body.destroy());
    const upload = new Upload({
      client: this.#client,
      queueSize: 2,
      params: {
        Bucket: bucket,
        Key: key,
        Body: body.pipe(counted),
        ...(options.contentType === undefined ? {} : { ContentType: options.contentType }),
      },
    });
    const stop = (): void => void upload.abort();
    options.signal?.addEventListener('abort', stop, { once: true });
    try {
      await this.#do(`write s3://${bucket}/${key}`, options, async () => upload.done());
    } catch (error) {
      counted.destroy();
      body.destroy();
      // What the source failed of is no fault of the store.
      throw fault ?? error;
    } finally {
      options.signal?.removeEventListener('abort', stop);
    }
    return { bytes, sha256: hash.digest('hex') };
  }

  async get(bucket: string, key: string, options: StoreOptions = {}): Promise<Buffer> {
    return this.#do(`read s3://${bucket}/${key}`, options, async (abort) => {
      const body = await this.#open(bucket, key, abort);
      const chunks: Buffer[] = [];
      for await (const chunk of body) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    });
  }

  async tryGet(bucket: string, key: string, options: StoreOptions = {}): Promise<Buffer | undefined> {
    try {
      return await this.get(bucket, key, options);
    } catch (error) {
      if (error instanceof ObjectNotFound) return undefined;
      throw error;
    }
  }

  async stream(bucket: string, key: string, options: StoreOptions = {}): Promise<Readable> {
    return this.#do(`read s3://${bucket}/${key}`, options, async (abort) => this.#open(bucket, key, abort));
  }

  async *list(bucket: string, prefix: string, options: StoreOptions = {}): AsyncGenerator<StoredObject> {
    let token: string | undefined;
    do {
      const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token });
      const page = await this.#do(`list s3://${bucket}/${prefix}`, options, async (abort) =>
        this.#client.send(command, abort),
      );
      for (const { Key: key, Size: size = 0, LastModified: lastModified = new Date(0) } of page.Contents ??
        []) {
        if (key !== undefined) yield { key, size, lastModified };
      }
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }

  async delete(bucket: string, keys: readonly string[], options: StoreOptions = {}): Promise<void> {
    for (let from = 0; from < keys.length; from += KEYS_PER_DELETE) {
      const objects = keys.slice(from, from + KEYS_PER_DELETE).map((key) => ({ Key: key }));
      const command = new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: objects, Quiet: true } });
      const doing = `delete ${objects.length} objects of s3://${bucket}`;
      const answer = await this.#do(doing, options, async (abort) => this.#client.send(command, abort));
      const failed = (answer.Errors ?? []).find(({ Code: code }) => code !== 'NoSuchKey');
      if (failed !== undefined) {
        throw new ObjectStoreError(
          `Could not ${doing} at ${this.#address}: '${failed.Key ?? ''}': ${failed.Code ?? ''} ${failed.Message ?? ''}.`,
          undefined,
        );
      }
    }
  }

  async ensureBucket(bucket: string, options: StoreOptions = {}): Promise<void> {
    await this.#do(`make bucket '${bucket}'`, options, async (abort) => {
      try {
        await this.#client.send(new HeadBucketCommand({ Bucket: bucket }), abort);
      } catch (error) {
        if (!isMissing(error) && (error as Error).name !== 'NoSuchBucket') throw error;
        await this.#client.send(new CreateBucketCommand({ Bucket: bucket }), abort);
      }
    });
  }

  async check(options: StoreOptions = {}): Promise<void> {
    await this.#do('list the buckets', options, async (abort) =>
      this.#client.send(new ListBucketsCommand({}), abort),
    );
  }

  async #open(bucket: string, key: string, abort: { abortSignal?: AbortSignal }): Promise<Readable> {
    try {
      const answer = await this.#client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), abort);
      return answer.Body as Readable;
    } catch (error) {
      throw isMissing(error) ? new ObjectNotFound(bucket, key) : error;
    }
  }

  async #do<T>(
    doing: string,
    { signal }: StoreOptions,
    request: (abort: { abortSignal?: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    signal?.throwIfAborted();
    // A stage has one signal for all its requests, many at a time; Node would take the listeners for a leak.
    if (signal !== undefined) setMaxListeners(0, signal);
    try {
      return await request(signal === undefined ? {} : { abortSignal: signal });
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof ObjectNotFound) throw error;
      throw explainFault(error, doing, this.#address);
    }
  }
}
