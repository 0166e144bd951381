import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ObjectNotFound } from '../../activities/connectors/object-store-errors.ts';
import type { ObjectStore } from '../../activities/connectors/object-store.ts';
import { s3ObjectStore } from '../../activities/connectors/s3-object-store.ts';
import { testServers } from '../support/servers.ts';

jest.setTimeout(60_000);

const bucket = `store-${randomUUID().slice(0, 8)}`;
let store: ObjectStore;
beforeAll(async () => {
  store = s3ObjectStore(testServers().s3);
  await store.ensureBucket(bucket);
});

const keysOf = async (prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of store.list(bucket, prefix)) keys.push(key);
  return keys;
};

test.each([
  ['text', 'größer 🎬'],
  ['bytes', Buffer.from([0, 255, 10])],
  ['nothing', ''],
])('%s that was put is got back', async (name, body) => {
  await store.put(bucket, name, body);
  expect(await store.get(bucket, name)).toEqual(Buffer.from(body));
});

test.each(['a b+c', 'genre=Science%20Fiction/x', 'ünïcode/🎬', "quote's (1)"])(
  'a key like %s is stored as it is',
  async (key) => {
    await store.put(bucket, `keys/${key}`, 'x');
    expect(await keysOf(`keys/${key}`)).toEqual([`keys/${key}`]);
    expect((await store.get(bucket, `keys/${key}`)).toString()).toBe('x');
  },
);

test('a stream of unknown length is stored in parts, and summed', async () => {
  const body = randomBytes(12 * 1024 ** 2);
  const parts = Readable.from([body.subarray(0, 7_000_000), body.subarray(7_000_000)]);
  const sum = await store.upload(bucket, 'large', parts);
  expect(sum).toEqual({ bytes: body.length, sha256: createHash('sha256').update(body).digest('hex') });
  expect((await buffer(await store.stream(bucket, 'large'))).equals(body)).toBe(true);
});

test('a source that breaks off leaves no object and its own error', async () => {
  const source = Readable.from(
    (function* () {
      yield Buffer.alloc(6 * 1024 ** 2);
      throw new Error('the disk is gone');
    })(),
  );
  await expect(store.upload(bucket, 'broken', source)).rejects.toThrow('the disk is gone');
  expect(await store.tryGet(bucket, 'broken')).toBeUndefined();
});

test('more objects than one page are listed, by key, and deleted', async () => {
  const keys = Array.from({ length: 1_050 }, (_, index) => `many/${String(index).padStart(4, '0')}`);
  for (let from = 0; from < keys.length; from += 50) {
    await Promise.all(keys.slice(from, from + 50).map(async (key) => store.put(bucket, key, key)));
  }
  expect(await keysOf('many/')).toEqual(keys);
  await store.delete(bucket, [...keys, 'many/never-there']);
  expect(await keysOf('many/')).toEqual([]);
});

test('what is missing is said to be missing', async () => {
  await expect(store.get(bucket, 'no')).rejects.toThrow(ObjectNotFound);
  await expect(store.stream(bucket, 'no')).rejects.toThrow(`There is no object s3://${bucket}/no`);
  expect(await store.tryGet(bucket, 'no')).toBeUndefined();
});

test('a bucket that is not there is no missing object', async () => {
  const nowhere = `${bucket}-nowhere`;
  await expect(store.put(nowhere, 'x', 'x')).rejects.toThrow('there is no such bucket. Create it');
  await expect(store.tryGet(nowhere, 'x')).rejects.toThrow('there is no such bucket');
});

test('refused credentials are named without being shown, and are not retried', async () => {
  const secretKey = 'not-the-secret-of-this-store';
  const refused = s3ObjectStore({ ...testServers().s3, secretKey });
  const error = await refused.check().catch((fault: unknown) => fault);
  expect(error).toMatchObject({
    message: expect.stringMatching(/refuses the credentials.*Check S3_ACCESS_KEY, S3_SECRET_KEY/) as string,
    nonRetryable: true,
  });
  expect((error as Error).message).not.toContain(secretKey);
});

test('an abort ends a request with its reason', async () => {
  const abort = new AbortController();
  const request = store.put(bucket, 'aborted', randomBytes(1024), { signal: abort.signal });
  abort.abort(new Error('cancelled'));
  await expect(request).rejects.toThrow('cancelled');
});
