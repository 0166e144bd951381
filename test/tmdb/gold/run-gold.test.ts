import { truncateSync } from 'node:fs';
import { withDuckDB } from '../../../activities/lake/duckdb.ts';
import { BUCKETS } from '../../../activities/lake/layers.ts';
import { readManifest, readRunManifest, type Manifest } from '../../../activities/lake/manifest.ts';
import { sqlList } from '../../../activities/lake/sql-text.ts';
import { identityOf, TestLake } from './silver-lake.ts';
import { NOON } from './silver-rows.ts';

const VIEWS = ['genre_analytics', 'trending_scores', 'temporal_analysis', 'movie_sentiment'];
const DAY_BEFORE = '2026-11-22T12:00:00.000Z';

/** 2⁶³ − 1, which no JavaScript number is. */
const BIGGEST = 9_223_372_036_854_775_807n;

const daysAgo = (days: number): string => new Date(Date.parse(NOON) - days * 86_400_000).toISOString();

let lake: TestLake;
beforeEach(() => {
  lake = new TestLake();
});
afterEach(() => lake.remove());

const rowsIn = async (manifest: Manifest | undefined): Promise<Record<string, unknown>[]> => {
  const files = await lake.cache.localFiles(BUCKETS.gold, manifest?.files ?? []);
  return withDuckDB(async (duckdb) => duckdb.rows(`SELECT * FROM read_parquet(${sqlList(files)})`));
};

test('every view is one file under the logical date, in a manifest of the run and in the current one', async () => {
  await lake.silver({ movies: [{ movie_id: 1 }], reviews: [{ review_id: 'a', movie_id: 1 }] });
  const result = await lake.gold();
  expect(result).toMatchObject({ stage: 'gold_aggregate', newest: true, warnings: [] });
  for (const view of VIEWS) {
    const current = await readManifest(lake.store, 'gold', view);
    expect(current).toEqual(await readRunManifest(lake.store, 'gold', view, NOON));
    expect(current?.files.map(({ key }) => key)).toEqual([
      expect.stringMatching(new RegExp(`^${view}/year=2026/month=11/.+-try1-0\\.parquet$`)),
    ]);
    expect(result.datasets[view]?.rowsWritten).toBe(current?.rows);
    expect(await rowsIn(current)).toHaveLength(current?.rows ?? -1);
  }
});

test('every row says its run, and up to when its data reach', async () => {
  const newest = '2026-11-23T12:34:56.789Z';
  await lake.silver({
    movies: [{ movie_id: 1 }, { movie_id: 2, extraction_timestamp: DAY_BEFORE }],
    reviews: [{ review_id: 'a', movie_id: 1, extraction_timestamp: newest }],
  });
  await lake.gold();
  const through = async (view: string): Promise<unknown[]> => {
    const manifest = await readManifest(lake.store, 'gold', view);
    const [row] = await rowsIn(manifest);
    expect(row).toMatchObject({ run_id: `manual__${NOON}`, logical_date: new Date(NOON) });
    expect(row?.['computed_at']).toEqual(new Date(manifest?.committedAt ?? 0));
    return [manifest?.dataThrough, row?.['data_through']];
  };
  expect(await through('movie_sentiment')).toEqual([newest, new Date(newest)]);
  expect(await through('temporal_analysis')).toEqual([NOON, new Date(NOON)]);
});

test('the same silver gives the same rows again, in the same order, in files of its own', async () => {
  await lake.silver({
    movies: Array.from({ length: 500 }, (_, i) => ({ movie_id: i + 1, popularity: (i * 37) % 101 })),
  });
  const rows = async (): Promise<unknown[]> => {
    const manifest = await readManifest(lake.store, 'gold', 'trending_scores');
    return (await rowsIn(manifest)).map((row) => ({ ...row, computed_at: undefined }));
  };
  await lake.gold(identityOf(NOON, 1));
  const first = await rows();
  await lake.gold(identityOf(NOON, 2));
  expect(await rows()).toEqual(first);
  expect((await readManifest(lake.store, 'gold', 'trending_scores'))?.files[0]?.key).toMatch(
    /-try2-0\.parquet$/,
  );
});

test('a run older than the newest gold writes its own and leaves the current one alone', async () => {
  await lake.silver({ movies: [{ movie_id: 1 }] });
  await lake.gold(identityOf(NOON));
  const result = await lake.gold(identityOf(DAY_BEFORE));
  expect(result.newest).toBe(false);
  const current = await readManifest(lake.store, 'gold', 'genre_analytics');
  expect(current?.run.logicalDate).toBe(NOON);
  expect((await readRunManifest(lake.store, 'gold', 'genre_analytics', DAY_BEFORE))?.rows).toBe(1);
});

test('absurd values do not end the run, and sums beyond 64 bits are exact', async () => {
  const absurd = { vote_count: BIGGEST, revenue: BIGGEST, budget: BIGGEST, runtime: 2 ** 31 - 1 };
  await lake.silver({
    movies: [
      { movie_id: 1, ...absurd, popularity: 1e308, vote_average: 1e308 },
      { movie_id: 2, ...absurd, popularity: -1e308, vote_average: -1e308 },
      { movie_id: 3, vote_count: 10, revenue: 5 },
    ],
    snapshots: [
      { movie_id: 1, popularity: -1e308, logical_date: DAY_BEFORE },
      { movie_id: 1, popularity: 1e308, logical_date: NOON },
      { movie_id: 3, popularity: 1, logical_date: DAY_BEFORE },
      { movie_id: 3, popularity: 2, logical_date: NOON },
    ],
  });
  await lake.gold();
  for (const view of ['genre_analytics', 'temporal_analysis']) {
    const files = await lake.cache.localFiles(
      BUCKETS.gold,
      (await readManifest(lake.store, 'gold', view))!.files,
    );
    const [row] = await withDuckDB(async (duckdb) =>
      duckdb.rows(
        `SELECT total_votes::VARCHAR AS votes, total_revenue::VARCHAR AS revenue FROM read_parquet(${sqlList(files)})`,
      ),
    );
    expect(row).toEqual({ votes: '18446744073709551624', revenue: '18446744073709551619' });
  }
  const trending = await rowsIn(await readManifest(lake.store, 'gold', 'trending_scores'));
  expect(trending.filter((row) => !Number.isFinite(row['trend_score']))).toEqual([]);
});

test('only snapshots of days that the longest window reaches are read', async () => {
  await lake.silver({
    movies: [{ movie_id: 1 }],
    snapshots: [100, 31, 30, 1, 0, -1].map((days) => ({
      movie_id: 1,
      popularity: 1,
      logical_date: daysAgo(days),
    })),
  });
  const { counts } = await lake.gold(identityOf(), [7, 30]);
  expect(counts['snapshotsRead']).toBe(3);
});

test('the summary names the biggest genres and what leads the shortest window', async () => {
  await lake.silver({
    movies: [
      { movie_id: 1, title: 'Quiet', genres: ['Drama', 'War'], popularity: 1 },
      { movie_id: 2, title: 'Loud', genres: ['Drama'], popularity: 9 },
    ],
  });
  const { topGenres, trendingTitles } = await lake.gold();
  expect(topGenres).toEqual([
    { genre: 'Drama', movies: 2 },
    { genre: 'War', movies: 1 },
  ]);
  expect(trendingTitles.map(({ title }) => title)).toEqual(['Loud', 'Quiet']);
});

test('a view without a row is written, and warned of', async () => {
  await lake.silver({ movies: [{ movie_id: 1, release_date: '2999-01-01' }] });
  const { warnings } = await lake.gold();
  expect(warnings).toEqual([
    `gold trending_scores has no rows for ${NOON}`,
    `gold movie_sentiment has no rows for ${NOON}`,
  ]);
  expect((await readManifest(lake.store, 'gold', 'trending_scores'))?.files).toHaveLength(1);
});

describe('D8, D17: what cannot be made fails, and says why', () => {
  test('silver that was never written', async () => {
    await expect(lake.gold()).rejects.toThrow(
      "Silver has no dataset 'movies', so gold cannot be made: run silver_transform first.",
    );
  });

  test('silver without a movie', async () => {
    await lake.silver({});
    await expect(lake.gold()).rejects.toThrow('Silver has no movies, so gold would be empty');
    expect(await readManifest(lake.store, 'gold', 'genre_analytics')).toBeUndefined();
  });

  test('a silver file that was cut short', async () => {
    await lake.silver({ movies: [{ movie_id: 1 }] });
    const [file] = (await readManifest(lake.store, 'silver', 'movies'))?.files ?? [];
    truncateSync(lake.path(BUCKETS.silver, file?.key ?? ''), 100);
    const elsewhere = new TestLake(lake.store);
    await expect(elsewhere.gold()).rejects.toThrow(
      /movies\/0\.parquet has 100 bytes .+ its manifest says \d+ bytes/,
    );
    elsewhere.remove();
  });

  test.each([[[]], [[0]], [[-7]], [[1.5]]])('windows of %j days', async (windows) => {
    await expect(lake.gold(identityOf(), windows)).rejects.toThrow(
      `windows is ${JSON.stringify(windows)}: allowed is a list of whole numbers of days above 0`,
    );
  });
});
