import { truncateSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { BRONZE_DATASETS } from '../../../activities/tmdb/bronze/bronze-datasets.ts';
import { readManifest, readRunManifest } from '../../../activities/lake/manifest.ts';
import { paramsHash } from '../../../activities/tmdb/bronze/bronze-params.ts';
import { Staging } from '../../../activities/tmdb/bronze/staging.ts';
import { BronzeWorld, LOGICAL_DATE, PARAMS } from './bronze-world.ts';

// A demo API and a lake each: seconds on an idle machine, more beside other tests.
jest.setTimeout(60_000);

const NEXT_DATE = '2026-03-01T08:00:00.000Z';
const NEXT_RUN = { runId: 'manual__2026-03-01T08:00:00+00:00', logicalDate: NEXT_DATE };
const SMALL = { categories: ['popular'], pagesPerCategory: 2, details: 5 };

let here: BronzeWorld;
beforeEach(async () => {
  here = await BronzeWorld.start();
});
afterEach(async () => here.close());

const fileOf = async (dataset: string): Promise<string> => {
  const manifest = await readManifest(here.store, 'bronze', dataset);
  return here.store.path('bronze-data', manifest!.files[0]!.key);
};

it('D2: a repeated run leaves no duplicates in bronze, and asks for nothing', async () => {
  const first = await here.run({ params: SMALL });
  const asked = here.api.log.length;
  const again = await here.run({ params: SMALL, run: { runId: 'manual__another', tryNumber: 1 } });
  expect(again).toMatchObject({
    reused: true,
    requests: 0,
    bronzeRunId: first.bronzeRunId,
    datasets: first.datasets,
  });
  expect(again.counts).toEqual(first.counts);
  expect(here.api.log).toHaveLength(asked);
  expect(await here.rowsInFolder('movies')).toBe(40);
});

it('committed bronze leaves no staging behind, not even that of a try that was lost after its commit', async () => {
  await here.run({ params: SMALL });
  expect(await here.keys('_staging/')).toEqual([]);
  const left = new Staging(here.store, LOGICAL_DATE, paramsHash({ ...PARAMS, ...SMALL }));
  await left.write('movies', 'left', [{ kind: 'gone', id: '1' }]);
  await here.run({ params: SMALL, run: { tryNumber: 2 } });
  expect(await here.keys('_staging/')).toEqual([]);
});

it('the order of the categories, and how much may fail, is no new question', async () => {
  const params = { ...SMALL, categories: ['popular', 'upcoming'] };
  await here.run({ params });
  const again = await here.run({
    params: { ...params, categories: ['upcoming', 'popular'], maxFailedShare: 0.5 },
  });
  expect(again.reused).toBe(true);
});

it('other params fetch anew, and the newer version takes the place of the older', async () => {
  await here.run({ params: SMALL });
  const more = await here.run({ params: { ...SMALL, pagesPerCategory: 3 }, run: { tryNumber: 2 } });
  expect(more.reused).toBe(false);
  expect(await here.rows('movies')).toHaveLength(60);
});

it('the manifests hold every logical date', async () => {
  await here.run({ params: SMALL });
  here.api.setDate('2026-03-01T08:30:00Z');
  await here.run({ params: SMALL, run: NEXT_RUN });
  for (const dataset of BRONZE_DATASETS) {
    const { files, rows, dataThrough, run } = (await readManifest(here.store, 'bronze', dataset))!;
    const dates = new Set(files.map(({ logicalDate }) => logicalDate));
    const expected = dataset === 'reviews' ? dates : new Set([LOGICAL_DATE, NEXT_DATE]);
    expect({ dataset, dates }).toEqual({ dataset, dates: expected });
    expect(rows).toBe(files.reduce((sum, file) => sum + file.rows, 0));
    expect(dataThrough?.slice(0, 13) ?? '').toBe(files.length === 0 ? '' : '2026-03-01T08');
    expect(run.logicalDate).toBe(NEXT_DATE);
  }
  expect((await readRunManifest(here.store, 'bronze', 'movies', LOGICAL_DATE))!.rows).toBe(40);
});

describe('a damaged file is an error that names it, never wrong rows', () => {
  it.each<[string, (path: string) => void, RegExp]>([
    [
      'truncated',
      (path) => truncateSync(path, 100),
      /movie_details\/.*\.parquet has 100 bytes, and \d+ were committed/,
    ],
    ['missing', (path) => rmSync(path), /movie_details\/.*\.parquet is missing/],
    [
      'changed',
      (path) => {
        const bytes = readFileSync(path);
        bytes[50]! ^= 1;
        writeFileSync(path, bytes);
      },
      /movie_details\/.*\.parquet has other content than was committed/,
    ],
  ])('%s', async (_name, damage, message) => {
    await here.run({ params: SMALL });
    damage(await fileOf('movie_details'));
    const again = here.run({ params: SMALL });
    await expect(again).rejects.toThrow(message);
    await expect(again).rejects.toThrow(/param refetch/);
    await expect(again).rejects.toMatchObject({ type: 'BronzeDamaged', nonRetryable: true });
  });
});

describe('refetch', () => {
  const refetch = { params: { ...SMALL, refetch: true }, run: { runId: 'manual__refetch' } };

  it('adds a version beside the old one, which stays as it was', async () => {
    await here.run({ params: SMALL });
    const old = await fileOf('movies');
    const before = readFileSync(old);
    const result = await here.run(refetch);
    expect(result).toMatchObject({ reused: false, bronzeRunId: 'manual__refetch' });
    expect(await here.rows('movies')).toHaveLength(40);
    expect(await here.rowsInFolder('movies')).toBe(80);
    expect(readFileSync(old)).toEqual(before);
  });

  it('is done once for a run, also when its try was lost after the commit', async () => {
    await here.run(refetch);
    const again = await here.run({ ...refetch, run: { ...refetch.run, tryNumber: 2 } });
    expect(again.reused).toBe(true);
  });

  it('mends damaged bronze, also that of its own run', async () => {
    await here.run(refetch);
    rmSync(await fileOf('credits'));
    await here.run({ ...refetch, run: { ...refetch.run, tryNumber: 2 } });
    const again = await here.run({ params: SMALL });
    expect(again).toMatchObject({ reused: true, bronzeRunId: 'manual__refetch' });
  });
});

describe('a logical date more than one interval in the past', () => {
  const late = '2026-03-01T08:00:01Z';

  it('cannot be fetched, and says why and what to do', async () => {
    here.api.setDate(late);
    const failure = here.run({ params: SMALL });
    await expect(failure).rejects.toMatchObject({ type: 'BronzePastUnavailable', nonRetryable: true });
    await expect(failure).rejects.toThrow(
      /2026-03-01T04:00:00.000Z lies 4 h before the API's time .*refetch/,
    );
    expect(here.api.log.map(({ path }) => path.split('?')[0])).toEqual(['/3/genre/movie/list']);
  });

  it('is fetched by refetch', async () => {
    here.api.setDate(late);
    await expect(here.run({ params: { ...SMALL, refetch: true } })).resolves.toMatchObject({ reused: false });
  });

  it('is served from committed bronze', async () => {
    await here.run({ params: SMALL });
    here.api.setDate('2026-04-01T00:00:00Z');
    await expect(here.run({ params: SMALL })).resolves.toMatchObject({ reused: true });
  });
});

it.each([false, true])("the future by the API's own clock is refused (refetch: %s)", async (refetch) => {
  here.api.setDate('2026-02-28T20:00:00Z');
  const failure = here.run({ params: { ...SMALL, refetch } });
  await expect(failure).rejects.toMatchObject({ type: 'BronzeFutureDate', nonRetryable: true });
  expect(await here.keys('')).toEqual([]);
});
