import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readManifest } from '../../../activities/lake/manifest.ts';
import type { DemoApiOptions } from '../../../pipelines/tmdb/demo-api/options.ts';
import { BronzeWorld } from './bronze-world.ts';
import { startScriptedApi } from './scripted-api.ts';

// A demo API and a lake each: seconds on an idle machine, more beside other tests.
jest.setTimeout(60_000);

const worlds: BronzeWorld[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map(async (started) => started.close()));
});
async function world(options: DemoApiOptions = {}): Promise<BronzeWorld> {
  const started = await BronzeWorld.start(options);
  worlds.push(started);
  return started;
}
const nothingIsCommitted = async (here: BronzeWorld): Promise<void> => {
  expect(await readManifest(here.store, 'bronze', 'movies')).toBeUndefined();
};

it('D1: an API that cannot be reached fails the run, and names the setting', async () => {
  const here = await world();
  const failure = here.run({ settings: { baseUrl: 'http://127.0.0.1:1/3', retryAttempts: 0 } });
  await expect(failure).rejects.toMatchObject({ type: 'TmdbUnavailable', nonRetryable: false });
  await expect(failure).rejects.toThrow(/http:\/\/127\.0\.0\.1:1\/3 cannot be reached.*Check TMDB_BASE_URL/);
  await nothingIsCommitted(here);
});

it("D1: a wrong key stops the run at once, in the API's own words", async () => {
  const here = await world();
  const failure = here.run({ settings: { apiKey: 'wrong' } });
  await expect(failure).rejects.toMatchObject({ type: 'TmdbUnauthorized', nonRetryable: true });
  await expect(failure).rejects.toThrow(/Invalid API key: You must be granted a valid key/);
  expect(here.api.log).toHaveLength(1);
});

it('a key that is taken away half-way stops everything, not only the movie it met', async () => {
  const here = await world();
  const movies = Array.from({ length: 20 }, (_, index) => ({ id: index + 1 }));
  let asked = 0;
  const api = createServer((request, response) => {
    const path = new URL(request.url!, 'http://localhost').pathname;
    const isMovie = /\/movie\/\d+$/.test(path);
    asked += isMovie ? 1 : 0;
    response.writeHead(asked > 3 ? 401 : 200, { date: 'Sun, 01 Mar 2026 04:30:00 GMT' });
    response.end(JSON.stringify(isMovie ? { id: 1 } : { genres: [], results: movies, total_pages: 1 }));
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  const run = here.run({
    settings: { baseUrl, rateLimit: 50 },
    params: { categories: ['popular'], maxFailedShare: 1 },
  });
  try {
    await expect(run).rejects.toMatchObject({ type: 'TmdbUnauthorized' });
    expect(asked).toBeLessThan(10);
  } finally {
    api.closeAllConnections();
    api.close();
  }
});

it('D1: with 30 % of the requests failing, no row is lost', async () => {
  const here = await world({
    faults: { share: 0.3, seed: 11, kinds: ['500', '503', 'reset', 'truncated', 'half-json'] },
  });
  const { counts, retries, warnings } = await here.run({
    params: { categories: ['popular'], details: 10 },
    settings: { retryAttempts: 12 },
  });
  expect(await here.rows('movies')).toHaveLength(60);
  expect(counts).toMatchObject({ pagesFailed: 0, moviesFailed: 0 });
  expect(retries).toBeGreaterThan(0);
  expect(warnings).toEqual([]);
}, 60_000);

it('lists without a single movie fail the run, and are asked for again by the next try', async () => {
  const here = await world();
  let results: { id: number }[] = [];
  const api = await startScriptedApi(() => ({ results, total_pages: 1 }));
  const settings = { baseUrl: api.baseUrl };
  try {
    const failure = here.run({ settings });
    await expect(failure).rejects.toMatchObject({ type: 'BronzeEmpty', nonRetryable: false });
    await expect(failure).rejects.toThrow(/no movie at all: 2 pages of the categories popular, top_rated/);
    await nothingIsCommitted(here);
    results = [{ id: 603 }];
    const { counts } = await here.run({ settings, run: { tryNumber: 2 } });
    expect(counts).toMatchObject({ pages: 2, movies: 1 });
  } finally {
    await api.close();
  }
});

it('one empty list among others is no failure', async () => {
  const here = await world();
  const api = await startScriptedApi((category) =>
    category === 'popular' ? { results: [], total_pages: 0 } : { results: [{ id: 603 }], total_pages: 1 },
  );
  try {
    const { counts } = await here.run({ settings: { baseUrl: api.baseUrl } });
    expect(counts).toMatchObject({ movies: 1, pagesFailed: 0 });
  } finally {
    await api.close();
  }
});

describe('D1: pages and movies that stay unreachable', () => {
  const broken = ['/3/movie/top_rated'];

  it('fail the run above the stated share, with examples; nothing is committed', async () => {
    const here = await world({ broken });
    const failure = here.run({ settings: { retryAttempts: 0 } });
    await expect(failure).rejects.toMatchObject({ type: 'BronzeIncomplete', nonRetryable: false });
    await expect(failure).rejects.toThrow(
      /1 of 6 list pages \(16\.67 %\) .*more than the 1 % that maxFailedShare allows.*top_rated page 1: .*HTTP 500/,
    );
    await nothingIsCommitted(here);
  });

  it('below it are named in the warnings, and the rest is there', async () => {
    const here = await world({ broken });
    const { counts, warnings } = await here.run({
      params: { maxFailedShare: 0.5, details: 5 },
      settings: { retryAttempts: 0 },
    });
    expect(counts).toMatchObject({ pages: 6, pagesFailed: 3 });
    expect(warnings).toEqual([
      expect.stringMatching(/^3 of 6 list pages \(50 %\) stayed unreachable.*top_rated page 1/),
    ]);
    expect(here.warnings).toEqual(warnings);
    expect(await here.rows('movies')).toHaveLength(60);
  });

  it('may be movies', async () => {
    const here = await world();
    await here.run({ params: { details: 1 } });
    const [first] = await here.rows('movie_details');
    const id = String(first!['movie_id']);
    const other = await world({ broken: [`/3/movie/${id}`] });
    const run = async (maxFailedShare: number) =>
      other.run({ params: { details: 10, maxFailedShare }, settings: { retryAttempts: 0 } });
    await expect(run(0.09)).rejects.toThrow(new RegExp(`1 of 10 movies \\(10 %\\).*movie ${id}: .*HTTP 500`));
    const { counts } = await run(0.1);
    expect(counts).toMatchObject({ movies: 10, moviesFailed: 1 });
    expect(await other.rows('movie_details')).toHaveLength(9);
  });
});

it('what a failed try fetched is not asked for again', async () => {
  const here = await world({ broken: ['/3/movie/top_rated'] });
  await expect(here.run({ settings: { retryAttempts: 0 } })).rejects.toThrow(/list pages/);
  const askedBefore = here.api.log.filter(({ path }) => path.startsWith('/3/movie/popular')).length;
  await here.run({ params: { maxFailedShare: 1 }, run: { tryNumber: 2 }, settings: { retryAttempts: 0 } });
  const asked = here.api.log.filter(({ path }) => path.startsWith('/3/movie/popular')).length;
  expect(askedBefore).toBeGreaterThan(0);
  expect(asked).toBe(3);
});

it('a movie that is gone is counted and skipped', async () => {
  const here = await world();
  await here.run({ params: { details: 1 } });
  const [first] = await here.rows('movie_details');
  const id = first!['movie_id'] as bigint;
  const other = await world({ gone: [String(id)] });
  const { counts, warnings } = await other.run({ params: { details: 10 } });
  expect(counts).toMatchObject({ movies: 10, moviesGone: 1, moviesFailed: 0 });
  expect(warnings).toEqual([]);
  expect((await other.rows('movies')).map((row) => row['movie_id'])).toContain(id);
  expect((await other.rows('movie_details')).map((row) => row['movie_id'])).not.toContain(id);
});

it('a cancelled run stops sending, keeps what it has, and commits nothing', async () => {
  const here = await world();
  const controller = new AbortController();
  const run = here.run({
    signal: controller.signal,
    heartbeat: ({ phase, done }) => {
      if (phase === 'movies' && done === 40) controller.abort(new Error('the run was cancelled'));
    },
  });
  await expect(run).rejects.toThrow('the run was cancelled');
  const sent = here.api.log.length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(here.api.log).toHaveLength(sent);
  await nothingIsCommitted(here);
  expect((await here.keys('_staging/')).length).toBeGreaterThan(0);
});
