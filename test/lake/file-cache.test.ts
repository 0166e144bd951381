import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leastRecentlyUsed } from '../../activities/lake/cache-eviction.ts';
import type { DataFile } from '../../activities/lake/data-file.ts';
import { FileCache } from '../../activities/lake/file-cache.ts';
import { FolderStore } from '../support/folder-store.ts';

const BUCKET = 'lake';
const HOUR = 3_600_000;

let folder: string;
let store: FolderStore;
let cache: FileCache;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'file-cache-'));
  store = new FolderStore(join(folder, 'store'));
  cache = new FileCache({ folder: join(folder, 'cache'), store });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const describeFile = (key: string, body: string): DataFile => ({
  key,
  rows: 1,
  bytes: body.length,
  sha256: createHash('sha256').update(body).digest('hex'),
  schemaVersion: 1,
});

async function stored(key: string, body: string): Promise<DataFile> {
  await store.put(BUCKET, key, body);
  return describeFile(key, body);
}

const contents = async (paths: readonly string[]): Promise<string[]> =>
  Promise.all(paths.map(async (path) => readFile(path, 'utf8')));

test('files come in the order asked for, and are fetched once', async () => {
  const files = [await stored('b', 'two'), await stored('a', 'one')];
  expect(await contents(await cache.localFiles(BUCKET, files))).toEqual(['two', 'one']);
  await store.delete(BUCKET, ['a', 'b']);
  expect(await contents(await cache.localFiles(BUCKET, files))).toEqual(['two', 'one']);
});

test('a large file is streamed and checked all the same', async () => {
  const file = await stored('large', 'x'.repeat(9 * 1024 ** 2));
  const [path = ''] = await cache.localFiles(BUCKET, [file]);
  expect((await readFile(path)).length).toBe(file.bytes);
});

test('what a writer hands over is read without a request', async () => {
  const file = describeFile('never/stored', 'mine');
  const path = await cache.temporaryPath();
  await writeFile(path, 'mine');
  await cache.adopt(path, file);
  expect(await contents(await cache.localFiles(BUCKET, [file]))).toEqual(['mine']);
});

const OTHER_DISK = '/dev/shm';
const hasOtherDisk = existsSync(OTHER_DISK) && statSync(OTHER_DISK).dev !== statSync(tmpdir()).dev;
(hasOtherDisk ? test : test.skip)(
  `what a writer wrote on another disk is taken over too${hasOtherDisk ? '' : ' (skipped: this machine has one disk)'}`,
  async () => {
    const elsewhere = mkdtempSync(join(OTHER_DISK, 'tradewind-test-'));
    const file = describeFile('never/stored/either', 'from afar');
    await writeFile(join(elsewhere, 'x.parquet'), 'from afar');
    await cache.adopt(join(elsewhere, 'x.parquet'), file);
    expect(await contents(await cache.localFiles(BUCKET, [file]))).toEqual(['from afar']);
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  },
);

test.each([
  ['shorter', 'hel'],
  ['other', 'jello'],
])('a stored file that is %s than its manifest says is refused and not kept', async (_, found) => {
  const file = await stored('a', 'hello');
  await store.put(BUCKET, 'a', found);
  await expect(cache.localFiles(BUCKET, [file])).rejects.toThrow(
    `s3://lake/a has ${found.length} bytes with SHA-256`,
  );
  await store.put(BUCKET, 'a', 'hello');
  expect(await contents(await cache.localFiles(BUCKET, [file]))).toEqual(['hello']);
});

test('a file that was deleted by hand is named', async () => {
  await expect(cache.localFiles(BUCKET, [describeFile('gone', 'x')])).rejects.toThrow(
    's3://lake/gone is in its manifest but not in the store',
  );
});

test('a local copy that lost its end is fetched anew', async () => {
  const file = await stored('a', 'hello');
  const [path = ''] = await cache.localFiles(BUCKET, [file]);
  await writeFile(path, 'hel');
  expect(await contents(await cache.localFiles(BUCKET, [file]))).toEqual(['hello']);
});

describe('making room', () => {
  const now = Date.now();
  const aged = (name: string, hours: number): string => {
    const path = join(folder, name);
    writeFileSync(path, 'x'.repeat(100));
    utimesSync(path, new Date(now - hours * HOUR), new Date(now - hours * HOUR));
    return path;
  };

  test('takes the longest unused first, and no more than it must', async () => {
    const oldest = aged('oldest', 9);
    aged('middle', 5);
    aged('newest', 2);
    expect(await leastRecentlyUsed(folder, 250, now)).toEqual([oldest]);
  });

  test('spares what was used within the hour', async () => {
    aged('in use', 0.5);
    expect(await leastRecentlyUsed(folder, 0, now)).toEqual([]);
  });

  test('is done by the cache itself when it has grown', async () => {
    const file = await stored('a', 'hello');
    const small = new FileCache({ folder: join(folder, 'cache'), store, maxBytes: 4 });
    const [path = ''] = await small.localFiles(BUCKET, [file]);
    utimesSync(path, new Date(now - 2 * HOUR), new Date(now - 2 * HOUR));
    const [kept = ''] = await small.localFiles(BUCKET, [await stored('b', 'world')]);
    expect(readdirSync(join(path, '..'))).toEqual([]);
    expect(await readFile(kept, 'utf8')).toBe('world');
  });
});
