import { elements, memberText, slice } from '../../../activities/tmdb/client/json-spans.ts';
import { readRunManifest } from '../../../activities/lake/manifest.ts';
import { bronzeDetailsOf } from '../../../activities/tmdb/bronze/bronze-details.ts';
import { BRONZE_DATASETS } from '../../../activities/tmdb/bronze/bronze-datasets.ts';
import type { DemoApiOptions } from '../../../pipelines/tmdb/demo-api/options.ts';
import { BronzeWorld, LOGICAL_DATE, RUN } from './bronze-world.ts';

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

/** What the API answers, in its own characters. */
async function ask(here: BronzeWorld, path: string): Promise<string> {
  const response = await fetch(
    `${here.api.url}/${path}${path.includes('?') ? '&' : '?'}api_key=${here.api.keys[0]}`,
  );
  return response.text();
}
const cut = (body: string, member: string): string[] => {
  const list = memberText(body, member)!;
  return elements(list).map((span) => slice(list, span));
};
const texts = (rows: readonly Record<string, unknown>[]): string[] => rows.map((row) => row['raw'] as string);
const sorted = (all: readonly string[]): string[] => [...all].sort();

it("every row is the API's own text, under the logical date's folder", async () => {
  const here = await world({ malformed: true });
  const result = await here.run();

  const pages = ['popular', 'top_rated'].flatMap((category) => [1, 2, 3].map((page) => ({ category, page })));
  const items: string[] = [];
  for (const { category, page } of pages)
    items.push(...cut(await ask(here, `movie/${category}?page=${page}`), 'results'));
  expect(texts(await here.rows('movies', 'category, page, position'))).toEqual(items);
  expect(sorted(texts(await here.rows('genres')))).toEqual(
    sorted(cut(await ask(here, 'genre/movie/list'), 'genres')),
  );

  const details = await here.rows('movie_details', 'movie_id');
  const credits = new Map((await here.rows('credits')).map((row) => [row['movie_id'], row['raw']]));
  const reviews = await here.rows('reviews', 'movie_id, page');
  for (const row of details.slice(0, 25)) {
    const id = row['movie_id'];
    const whole = await ask(here, `movie/${String(id)}?append_to_response=credits,reviews`);
    expect(credits.get(id)).toBe(memberText(whole, 'credits'));
    expect(sorted(texts(reviews.filter((review) => review['movie_id'] === id)))).toEqual(
      sorted(cut(memberText(whole, 'reviews')!, 'results')),
    );
    expect(JSON.parse(row['raw'] as string)).toEqual({
      ...(JSON.parse(whole) as object),
      credits: undefined,
      reviews: undefined,
    });
    expect(whole).toContain((row['raw'] as string).slice(0, 40));
  }
  for (const dataset of BRONZE_DATASETS) {
    expect(await here.keys(`${dataset}/`)).toEqual([
      `${dataset}/year=2026/month=03/day=01/hour=04/manual__2026-03-01T04~3a00~3a00~2b00~3a00-try1-0.parquet`,
    ]);
  }
  expect(result.reused).toBe(false);
});

it("rows say their run and the API's time", async () => {
  const here = await world({ date: '2026-03-01T05:00:00Z' });
  await here.run();
  for (const dataset of BRONZE_DATASETS) {
    for (const row of await here.rows(dataset)) {
      expect(row['run_id']).toBe(RUN.runId);
      expect((row['extraction_timestamp'] as Date).toISOString()).toMatch(/^2026-03-01T05:0\d:\d\d\.000Z$/);
    }
  }
});

it('malformed items are kept, counted by kind, and break nothing', async () => {
  const here = await world({ malformed: true });
  const { counts } = await here.run({ params: { categories: ['popular'], pagesPerCategory: 20 } });
  const rows = (await here.rows('movies')) as { movie_id: bigint | null; raw: string }[];
  const bad = rows.filter(({ movie_id }) => movie_id === null).map(({ raw }) => raw);
  expect(bad.some((raw) => raw.includes('"id":"95000101"'))).toBe(true);
  expect(bad).toContain('null');
  expect(rows.find(({ movie_id }) => movie_id === 9007199254740993n)?.raw).toContain('"id":9007199254740993');
  expect(rows.some(({ raw }) => raw.includes('"vote_average":7.0,'))).toBe(true);
  expect(rows.some(({ raw }) => raw.includes('🎬 \\ud83d\\ude00'))).toBe(true);
  const details = (await here.rows('movie_details')) as { raw: string }[];
  expect(details.some(({ raw }) => raw.includes('"budget":12345678901234567890'))).toBe(true);
  expect(counts).toMatchObject({
    missing_title: 2,
    missing_id: 3,
    empty_date: 2,
    unknown_genre: 1,
    wrong_type: 4,
  });
  expect(counts.duplicate).toBeGreaterThan(0);
});

it('D15: members that are empty in every row, or numbers here and text there, stop nothing', async () => {
  const here = await world({ malformed: true });
  const { datasets } = await here.run({ params: { categories: ['popular'], pagesPerCategory: 4 } });
  const details = (await here.rows('movie_details')).map(
    ({ raw }) => JSON.parse(raw as string) as Record<string, unknown>,
  );
  expect(details.every((movie) => (movie['belongs_to_collection'] ?? null) === null)).toBe(true);
  const types = new Set(details.map((movie) => typeof movie['popularity']));
  expect(types).toEqual(new Set(['number', 'string', 'object']));
  expect(details).toHaveLength(datasets.movie_details.rowsWritten);
});

it('D18: every movie of the lists has its details and credits', async () => {
  const here = await world();
  const { counts, datasets } = await here.run();
  const listed = new Set((await here.rows('movies')).map((row) => row['movie_id']));
  expect(new Set((await here.rows('movie_details')).map((row) => row['movie_id']))).toEqual(listed);
  expect(datasets.credits.rowsWritten).toBe(listed.size);
  expect(counts).toMatchObject({ movies: listed.size, moviesFailed: 0, moviesGone: 0 });
});

it('D19: raw is JSON', async () => {
  const here = await world({ malformed: true });
  await here.run();
  for (const dataset of BRONZE_DATASETS) {
    for (const row of await here.rows(dataset))
      expect(() => void JSON.parse(row['raw'] as string)).not.toThrow();
  }
});

describe('the params', () => {
  it('ask for so many pages and details, and one request for each movie', async () => {
    const here = await world();
    const { counts, requests } = await here.run({
      params: { categories: ['popular'], pagesPerCategory: 2, details: 7 },
    });
    expect(counts).toMatchObject({ pages: 2, movies: 7 });
    expect(requests).toBe(1 + 2 + 7);
    expect(requests).toBe(here.api.stats().requests);
    expect((await here.rows('movie_details')).length).toBe(7);
  });

  it('stop where the API has no more pages', async () => {
    const here = await world();
    const { counts } = await here.run({
      params: { categories: ['popular'], pagesPerCategory: 500, details: 1 },
    });
    expect(counts.pages).toBe(Math.ceil(here.api.stats().movies / 20));
    expect(counts.pagesFailed).toBe(0);
  });

  it('no details, if none are wanted', async () => {
    const here = await world();
    const { datasets } = await here.run({ params: { details: 0 } });
    expect(datasets.movie_details).toMatchObject({ rowsWritten: 0, files: 0 });
    expect(datasets.movies.rowsWritten).toBe(120);
  });

  it('refuse a category that does not exist', async () => {
    const here = await world();
    await expect(here.run({ params: { categories: ['best'] } })).rejects.toThrow(/'best' is no category/);
  });
});

it('D20: the rate of the settings is kept at the API', async () => {
  const here = await world();
  await here.run({ params: { categories: ['popular'], details: 40 }, settings: { rateLimit: 25 } });
  const arrivals = here.api.log.map(({ arrivedMs }) => arrivedMs);
  const most = Math.max(
    ...arrivals.map((from) => arrivals.filter((at) => at >= from && at <= from + 1000).length),
  );
  expect(arrivals.length).toBeGreaterThan(25);
  expect(most).toBeLessThanOrEqual(25);
}, 30_000);

it('the numbers of every manifest add up', async () => {
  const here = await world({ malformed: true, gone: [90_000_842] });
  const { datasets } = await here.run({ params: { pagesPerCategory: 10 } });
  for (const dataset of BRONZE_DATASETS) {
    const manifest = await readRunManifest(here.store, 'bronze', dataset, LOGICAL_DATE);
    const { read, kept, rejected, written } = bronzeDetailsOf(manifest!).numbers[dataset];
    expect({ dataset, read, kept }).toEqual({ dataset, read: kept + rejected, kept: written });
    expect(await here.rows(dataset)).toHaveLength(written);
    expect(datasets[dataset].rowsWritten).toBe(written);
  }
});

it('operators see how far it is', async () => {
  const here = await world();
  const seen: string[] = [];
  let last: unknown;
  await here.run({
    params: { details: 30 },
    heartbeat: (progress) => {
      if (seen.at(-1) !== progress.phase) seen.push(progress.phase);
      if (progress.phase === 'movies') last = progress;
    },
  });
  expect(seen).toEqual(['genres', 'pages', 'movies', 'writing', 'committing']);
  expect(last).toEqual({ phase: 'movies', done: 30, total: 30, requests: 37, retries: 0 });
});
