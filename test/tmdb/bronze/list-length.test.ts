import { BronzeWorld } from './bronze-world.ts';
import { startScriptedApi, type ScriptedApi, type ScriptedList } from './scripted-api.ts';

// A demo API and a lake each: seconds on an idle machine, more beside other tests.
jest.setTimeout(60_000);

let here: BronzeWorld;
let api: ScriptedApi | undefined;
beforeEach(async () => {
  here = await BronzeWorld.start();
});
afterEach(async () => {
  await api?.close();
  await here.close();
});

/** More than are asked for at once, so that some are still to come when an early page has answered. */
const LENGTH = 40;

/** Fetches a list of one movie a page, of which each page says how long it is. */
async function fetchList(totalPagesOf: (page: number) => unknown, maxFailedShare = 0) {
  const list = (_category: string, page: number): ScriptedList => ({
    results: [{ id: page }],
    total_pages: totalPagesOf(page),
  });
  api = await startScriptedApi(list);
  return here.run({
    params: { categories: ['popular'], pagesPerCategory: 60, details: 0, maxFailedShare },
    settings: { baseUrl: api.baseUrl, retryAttempts: 1 },
  });
}
const pagesStored = async (): Promise<unknown[]> =>
  (await here.rows('movies', 'page')).map(({ page }) => page);
const timesAsked = (page: number): number =>
  api!.asked.filter((path) => path.endsWith(`?page=${page}`)).length;

it.each<[string, (page: number) => number]>([
  ['later pages tell of fewer', (page) => (page === 1 ? LENGTH : 2)],
  ['later pages tell of none', (page) => (page === 1 ? LENGTH : 0)],
  ['later pages tell of more than the first', (page) => (page < 3 ? 3 : LENGTH)],
])('every page is fetched when %s', async (_name, totalPagesOf) => {
  const { counts } = await fetchList(totalPagesOf);
  expect(counts).toMatchObject({ pages: LENGTH, pagesFailed: 0 });
  expect(await pagesStored()).toEqual(Array.from({ length: LENGTH }, (_, index) => index + 1));
});

it.each([[undefined], [null], ['4'], [2.5], [-1]])(
  'a page that says its list has %p pages is unreadable: asked again, then failed, never the last',
  async (given) => {
    const { counts, warnings } = await fetchList((page) => (page === 2 ? given : 4), 0.5);
    expect(timesAsked(2)).toBe(2);
    expect(counts).toMatchObject({ pages: 4, pagesFailed: 1 });
    expect(await pagesStored()).toEqual([1, 3, 4]);
    expect(warnings).toEqual([
      expect.stringMatching(/popular page 2: .*'total_pages' is .*, and must be an integer from 0/),
    ]);
  },
);
