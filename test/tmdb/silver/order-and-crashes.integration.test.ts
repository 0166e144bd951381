import { randomUUID } from 'node:crypto';
import { s3ObjectStore } from '../../../activities/connectors/s3-object-store.ts';
import type { ObjectStore } from '../../../activities/connectors/object-store.ts';
import { BUCKETS } from '../../../activities/lake/layers.ts';
import { currentManifestKey, readManifest } from '../../../activities/lake/manifest.ts';
import { rebuildSilver } from '../../../activities/tmdb/silver/rebuild-silver.ts';
import { runSilver } from '../../../activities/tmdb/silver/run-silver.ts';
import { ownBuckets } from '../../support/own-buckets.ts';
import { testServers } from '../../support/servers.ts';
import { runOf, writeBronzeByHand, type BronzeOfRun } from './bronze-by-hand.ts';
import { details, item, review, SilverLab } from './silver-lab.ts';

jest.setTimeout(120_000);

const DATES = ['2026-11-01T00:00:00.000Z', '2026-11-01T04:00:00.000Z', '2026-11-01T08:00:00.000Z'] as const;
const BRONZE: readonly BronzeOfRun[] = [
  {
    details: [details(1), details(2)],
    credits: {
      1: {
        cast: [
          { id: 5, name: 'A' },
          { id: 6, name: 'B' },
        ],
      },
    },
    reviews: { 1: [review('a', { content: 'good' })] },
  },
  {
    details: [details(1, { release_date: '2027-01-01', revenue: 7_000 })],
    credits: { 1: { cast: [{ id: 5, name: 'A' }] } },
    reviews: { 1: [review('a', { content: 'bad' }), review('b')] },
  },
  {
    items: [item(1, { popularity: 9 }), item(3), '{"id":"x"}'],
    credits: { 2: { cast: [{ id: 8, name: 'C' }] } },
  },
];

let lab: SilverLab;
beforeEach(() => {
  lab = new SilverLab(ownBuckets(s3ObjectStore(testServers().s3), `silver-${randomUUID().slice(0, 8)}`));
});
afterEach(() => lab.close());

const everything = async (of: SilverLab): Promise<unknown[]> => [
  await of.rows('movies'),
  await of.rows('reviews'),
  await of.rows('credits'),
  await of.rows('movie_snapshots'),
  await of.rows('quarantine'),
];

test.each([[[0, 2, 1]], [[1, 0, 2]], [[2, 1, 0]], [[1, 2, 0, 1, 2]]])(
  'runs in the order %j leave the rows of the runs in order, and so does a rebuild',
  async (order) => {
    for (const index of [0, 1, 2]) await lab.bronze(DATES[index]!, BRONZE[index]!);
    await rebuildSilver(lab.deps(), { runId: 'rebuild', dagId: 'movies', tryNumber: 1 });
    const expected = await everything(lab);
    await lab.store.delete(
      BUCKETS.silver,
      ['movies', 'reviews', 'credits', 'movie_snapshots', 'quarantine'].map(currentManifestKey),
    );
    for (const [nth, index] of order.entries()) await lab.silver(DATES[index]!, nth + 1);
    expect(await everything(lab)).toEqual(expected);
  },
);

test('a crash after the uploads leaves the old state to readers, and a retry completes it', async () => {
  await lab.run(DATES[0], BRONZE[0]!);
  const before = await everything(lab);
  await lab.bronze(DATES[1], BRONZE[1]!);
  const put: ObjectStore['put'] = async (bucket, key, ...rest) => {
    if (key.startsWith('_manifests/')) throw new Error('power cut');
    return lab.store.put(bucket, key, ...rest);
  };
  const crash = { ...lab.store, put };
  await expect(runSilver({ run: runOf(DATES[1]) }, lab.deps({ store: crash }))).rejects.toThrow('power cut');
  expect(await everything(lab)).toEqual(before);
  await lab.silver(DATES[1], 2);
  expect(await lab.rows('movies', 'movie_id, revenue')).toEqual([
    { movie_id: 1n, revenue: 7000n },
    { movie_id: 2n, revenue: 5000n },
  ]);
});

test('the same bronze again writes nothing, in the name of the run that asked for it', async () => {
  await lab.bronze(DATES[0], { ...BRONZE[0]!, items: [item(3), '{"id":"x"}'] });
  const first = await lab.silver(DATES[0]);
  const before = await everything(lab);
  const again = await lab.silver(DATES[0], 2);
  expect(await everything(lab)).toEqual(before);
  expect(again.sources).toEqual(first.sources);
  expect(again.counts).toEqual({ ...first.counts, moviesNew: 0, reviewsScored: 0 });
  expect(again.datasets.movies).toEqual({ ...first.datasets.movies, rowsWritten: 0, files: 0, bytes: 0 });
  expect((await readManifest(lab.store, 'silver', 'movies'))?.run.tryNumber).toBe(2);
});

test('bronze that was fetched anew is merged anew', async () => {
  await lab.run(DATES[0], BRONZE[0]!);
  const refetched = { ...runOf(DATES[0]), runId: 'refetch' };
  const extractedAt = '2026-11-01T00:10:00.000Z';
  await writeBronzeByHand(lab.store, lab.cache, refetched, {
    details: [details(1, { revenue: 9 })],
    extractedAt,
  });
  await lab.silver(DATES[0], 2);
  expect(await lab.rows('movies', 'movie_id, revenue')).toEqual([
    { movie_id: 1n, revenue: 9n },
    { movie_id: 2n, revenue: 5000n },
  ]);
});

test('a retry after a crash between two commits brings up the datasets that were left behind', async () => {
  await lab.run(DATES[0], BRONZE[0]!);
  await lab.bronze(DATES[1], BRONZE[1]!);
  const put: ObjectStore['put'] = async (bucket, key, ...rest) => {
    if (key === currentManifestKey('reviews')) throw new Error('power cut');
    return lab.store.put(bucket, key, ...rest);
  };
  const crash = { ...lab.store, put };
  await expect(runSilver({ run: runOf(DATES[1]) }, lab.deps({ store: crash }))).rejects.toThrow('power cut');
  await lab.silver(DATES[1], 2);
  const retried = await everything(lab);
  await rebuildSilver(lab.deps(), { runId: 'rebuild', dagId: 'movies', tryNumber: 1 });
  expect(retried).toEqual(await everything(lab));
});

test('a truncated file of bronze is named', async () => {
  await lab.bronze(DATES[0], BRONZE[0]!);
  const key = await firstKey('movie_details/');
  const whole = await lab.store.get(BUCKETS.bronze, key);
  await lab.store.put(BUCKETS.bronze, key, whole.subarray(0, whole.length - 10));
  const deps = lab.deps({ cache: lab.emptyCache() });
  await expect(runSilver({ run: runOf(DATES[0]) }, deps)).rejects.toThrow(
    `s3://bronze-data/${key} has ${whole.length - 10} bytes`,
  );
});

test('an abort ends the work with its reason', async () => {
  await lab.bronze(DATES[0], BRONZE[0]!);
  const signal = AbortSignal.abort(new Error('cancelled'));
  await expect(runSilver({ run: runOf(DATES[0]) }, lab.deps({ signal }))).rejects.toThrow('cancelled');
});

async function firstKey(prefix: string): Promise<string> {
  for await (const { key } of lab.store.list(BUCKETS.bronze, prefix)) return key;
  throw new Error(`nothing is stored under ${prefix}`);
}
