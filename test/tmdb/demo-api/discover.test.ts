import { ask, demoApi } from './demo-client.ts';

const api = demoApi();

// oxlint-disable-next-line typescript/no-explicit-any -- items are looked into by name
const found = async (query: string): Promise<{ total: number; results: any[] }> => {
  const { body } = await ask(api(), `/discover/movie?${query}`);
  return { total: body.total_results, results: body.results };
};

test('windows on the release date part the catalogue: every movie is in exactly one', async () => {
  const windows = [
    'primary_release_date.lte=1994-12-31',
    'primary_release_date.gte=1995-01-01&primary_release_date.lte=2004-12-31',
    'primary_release_date.gte=2005-01-01',
  ];
  const totals = await Promise.all(windows.map(async (window) => (await found(window)).total));
  expect(totals.reduce((sum, total) => sum + total, 0)).toBe(3201);
});

test('both ends of a window belong to it', async () => {
  const { results } = await found('primary_release_date.gte=2009-12-18&primary_release_date.lte=2009-12-18');
  expect(results.map(({ title }) => title)).toContain('Avatar');
  for (const { release_date: date } of results) expect(date).toBe('2009-12-18');
});

test.each([
  ['popularity.desc', 'popularity', -1],
  ['popularity.asc', 'popularity', 1],
  ['vote_average.desc', 'vote_average', -1],
  ['vote_count.asc', 'vote_count', 1],
  ['primary_release_date.desc', 'release_date', -1],
  ['primary_release_date.asc', 'release_date', 1],
  ['nonsense', 'popularity', -1],
])('sort_by=%s', async (sortBy, key, sign) => {
  const values = (await found(`sort_by=${sortBy}`)).results.map((movie) => movie[key]);
  const sorted = [...values].sort((a, b) => (a < b ? -sign : a > b ? sign : 0));
  expect(values).toEqual(sorted);
});

test.each([
  ['with_genres=18', (ids: number[]) => ids.includes(18)],
  ['with_genres=35,10749', (ids: number[]) => ids.includes(35) && ids.includes(10749)],
  ['with_genres=37|27', (ids: number[]) => ids.includes(37) || ids.includes(27)],
])('%s', async (query, isWanted) => {
  const { total, results } = await found(query);
  expect(total).toBeGreaterThan(0);
  expect(results.filter(({ genre_ids: ids }) => !isWanted(ids))).toEqual([]);
});

test('vote_count.gte keeps the well known', async () => {
  const { results } = await found('vote_count.gte=300000&sort_by=vote_count.asc');
  expect(results.length).toBeGreaterThan(0);
  for (const { vote_count: votes } of results) expect(votes).toBeGreaterThanOrEqual(300_000);
});

test('a date in another form is refused', async () => {
  const { status, body } = await ask(api(), '/discover/movie?primary_release_date.gte=01.02.2003');
  expect([status, body.status_code]).toEqual([400, 23]);
});
