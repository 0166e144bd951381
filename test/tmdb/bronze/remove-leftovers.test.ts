import { FolderStore } from '../../support/folder-store.ts';
import { BronzeWorld } from './bronze-world.ts';

// A demo API and a lake each: seconds on an idle machine, more beside other tests.
jest.setTimeout(60_000);

const SMALL = { categories: ['popular'], pagesPerCategory: 2, details: 5 };

/** Notes what is listed. */
class ListedStore extends FolderStore {
  readonly listed: string[] = [];

  override list(bucket: string, prefix: string): ReturnType<FolderStore['list']> {
    this.listed.push(`${bucket}/${prefix}`);
    return super.list(bucket, prefix);
  }
}

let here: BronzeWorld;
beforeEach(async () => {
  here = await BronzeWorld.start();
});
afterEach(async () => here.close());

const folder = 'movies/year=2026/month=03/day=01/hour=04/';
const own = `${folder}manual__2026-03-01T04~3a00~3a00~2b00~3a00-try1-7.parquet`;
const other = `${folder}manual__other-try1-0.parquet`;

const isNarrow = (listed: string): boolean =>
  /^bronze-data\/(_staging\/|_manifests\/|\w+\/year=2026\/month=03\/day=01\/hour=04\/)/.test(listed);

it('what lost tries left is looked for in the folders of the logical date alone, and only that of the run is removed', async () => {
  const store = new ListedStore(here.store.folder);
  await store.put('bronze-data', own, 'lost');
  await store.put('bronze-data', other, 'lost');
  await here.run({ params: SMALL, run: { tryNumber: 2 }, store });
  expect(await here.keys(folder)).toEqual([expect.stringContaining('-try2-0.parquet'), other]);
  expect(store.listed.filter((listed) => !isNarrow(listed))).toEqual([]);
});

it('a version that was committed is never removed as left behind, though two later ones have replaced it', async () => {
  for (const tryNumber of [1, 2, 3]) {
    await here.run({ params: { ...SMALL, pagesPerCategory: tryNumber }, run: { tryNumber } });
  }
  expect((await here.keys(folder)).map((key) => key.slice(-14))).toEqual([
    'try1-0.parquet',
    'try2-0.parquet',
    'try3-0.parquet',
  ]);
  expect(await here.rows('movies')).toHaveLength(60);
});
