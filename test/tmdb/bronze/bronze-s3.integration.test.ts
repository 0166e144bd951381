import { s3ObjectStore } from '../../../activities/connectors/s3-object-store.ts';
import type { ObjectStore } from '../../../activities/connectors/object-store.ts';
import { BUCKETS } from '../../../activities/lake/layers.ts';
import { readManifest } from '../../../activities/lake/manifest.ts';
import { testServers } from '../../support/servers.ts';
import { BronzeWorld } from './bronze-world.ts';

const SMALL = { pagesPerCategory: 4 };
const run = `bronze-test-${process.pid}`;

/** The real store, with buckets of this test's own in place of the shared ones. */
const apart = (store: ObjectStore): ObjectStore =>
  new Proxy(store, {
    get: (target, name: keyof ObjectStore) => {
      const method = target[name].bind(target) as (bucket: string, ...rest: unknown[]) => unknown;
      return (bucket: string, ...rest: unknown[]) => method(`${run}-${bucket}`, ...rest);
    },
  });

let here: BronzeWorld;
let store: ObjectStore;
beforeAll(async () => {
  here = await BronzeWorld.start();
  store = apart(s3ObjectStore(testServers().s3));
  await Promise.all(Object.values(BUCKETS).map(async (bucket) => store.ensureBucket(bucket)));
});
afterAll(async () => here.close());

const keysUnder = async (prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const { key } of store.list(BUCKETS.bronze, prefix)) keys.push(key);
  return keys;
};

it('D2: on real S3 a failed try, its retry and a repeated run leave each row once', async () => {
  const controller = new AbortController();
  const lost = here.run({
    store,
    params: SMALL,
    signal: controller.signal,
    heartbeat: ({ phase, done }) => {
      if (phase === 'movies' && done === 80) controller.abort(new Error('the worker was lost'));
    },
  });
  await expect(lost).rejects.toThrow('the worker was lost');
  expect(await keysUnder('movies/')).toEqual([]);

  const retry = await here.run({ store, params: SMALL, run: { tryNumber: 2 } });
  const repeated = await here.run({ store, params: SMALL, run: { runId: 'manual__repeated' } });
  expect(retry.reused).toBe(false);
  expect(repeated).toMatchObject({ reused: true, datasets: retry.datasets });
  expect((await readManifest(store, 'bronze', 'movies'))?.rows).toBe(160);
  expect(await keysUnder('movies/')).toHaveLength(1);
  expect(await keysUnder('_staging/')).toEqual([]);
}, 60_000);

it('a file deleted by hand is named', async () => {
  const date = { runId: 'manual__deleted', logicalDate: '2026-03-01T05:00:00.000Z' };
  await here.run({ store, params: SMALL, run: date });
  const [deleted = ''] = await keysUnder('movie_details/year=2026/month=03/day=01/hour=05/');
  await store.delete(BUCKETS.bronze, [deleted]);
  await expect(here.run({ store, params: SMALL, run: date })).rejects.toThrow(`${deleted} is missing`);
}, 60_000);
