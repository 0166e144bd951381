import { trendingScores } from '../../../activities/tmdb/gold/views/trending-scores.ts';
import { NOON, viewRows, type SilverRows, type SnapshotRow, type ViewRow } from './silver-rows.ts';

const trending = async (rows: SilverRows, windows: readonly number[] = [30]): Promise<ViewRow[]> =>
  viewRows(trendingScores, rows, { windows });

/** Popularity of a movie on days before the logical date, e.g. `{ 10: 5, 0: 8 }`. */
const seen = (movieId: number, byDaysAgo: Readonly<Record<number, number | null>>): SnapshotRow[] =>
  Object.entries(byDaysAgo).map(([daysAgo, popularity]) => ({
    movie_id: movieId,
    popularity,
    logical_date: new Date(Date.parse(NOON) - Number(daysAgo) * 86_400_000).toISOString(),
  }));

const old = { release_date: '1999-03-31' };

test('D6: the hottest movie ranks highest', async () => {
  const rows = await trending({
    movies: [
      { movie_id: 1, popularity: 10 },
      { movie_id: 2, popularity: 100 },
      { movie_id: 3, popularity: 55 },
    ],
  });
  expect(rows.map((row) => [row['movie_id'], row['rank']])).toEqual([
    [2, 1],
    [3, 2],
    [1, 3],
  ]);
  const scores = rows.map((row) => row['trend_score'] as number);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(Math.max(...scores)).toBeLessThanOrEqual(100);
  expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
});

test('a riser ranks above a steady favourite, and that above a faller', async () => {
  const rows = await trending({
    movies: [1, 2, 3].map((movie_id) => ({ movie_id, ...old })),
    snapshots: [...seen(1, { 10: 500, 0: 500 }), ...seen(2, { 10: 5, 0: 25 }), ...seen(3, { 10: 80, 0: 20 })],
  });
  expect(rows.map(({ movie_id, trend_score, velocity }) => ({ movie_id, trend_score, velocity }))).toEqual([
    { movie_id: 2, trend_score: 50 + (50 * 2) / 3, velocity: 2 },
    { movie_id: 1, trend_score: 50, velocity: 0 },
    { movie_id: 3, trend_score: 50 - (50 * 6) / 7, velocity: -6 },
  ]);
});

describe('D7: what is not out yet does not trend, and what came out today has figures', () => {
  test.each([
    ['30 days ahead', '2026-12-23', []],
    ['tomorrow', '2026-11-24', []],
    ['today', '2026-11-23', [7, 30, 90]],
    ['7 days ago', '2026-11-16', [7, 30, 90]],
    ['8 days ago', '2026-11-15', [8, 30, 90]],
    ['31 days ago', '2026-10-23', [31, 31, 90]],
    ['91 days ago', '2026-08-24', [91, 91, 91]],
    ['without a date', null, []],
  ])(
    'released %s: all its popularity was gained since, over these days a window',
    async (_when, release_date, days) => {
      const rows = await trending({ movies: [{ movie_id: 8, popularity: 21, release_date }] }, [7, 30, 90]);
      expect(rows.map(({ velocity }) => velocity)).toEqual(days.map((gainedIn) => 21 / gainedIn));
      for (const row of rows) {
        expect(row).toMatchObject({ basis: 'release', popularity: 21, rank: 1, acceleration: null });
      }
    },
  );

  test('a future movie does not trend on snapshots either, and leaves no gap in the ranks', async () => {
    const rows = await trending({
      movies: [
        { movie_id: 1, release_date: '2027-06-01' },
        { movie_id: 2, ...old },
      ],
      snapshots: [...seen(1, { 9: 1, 0: 100 }), ...seen(2, { 9: 1, 0: 2 })],
    });
    expect(rows.map((row) => [row['movie_id'], row['rank']])).toEqual([[2, 1]]);
  });

  test('a movie without a date trends by its snapshots', async () => {
    const rows = await trending({
      movies: [{ movie_id: 1, release_date: null }],
      snapshots: seen(1, { 4: 1, 0: 3 }),
    });
    expect(rows).toMatchObject([{ movie_id: 1, basis: 'snapshots', velocity: 0.5 }]);
  });
});

test('D8: a window looks at when popularity was seen, and reaches back its own number of days', async () => {
  const rows = await trending(
    { movies: [{ movie_id: 1, ...old }], snapshots: seen(1, { 90: 1, 30: 7, 7: 2, 0: 9 }) },
    [7, 30, 90],
  );
  expect(rows.map((row) => [row['window'], row['velocity']])).toEqual([
    ['7d', 1],
    ['30d', 2 / 30],
    ['90d', 8 / 90],
  ]);
});

test('snapshots after the logical date, or just before the window, do not count', async () => {
  const rows = await trending({
    movies: [{ movie_id: 1, ...old }],
    snapshots: [...seen(1, { 30.001: 900, 30: 1, 10: 3 }), ...seen(1, { [-1]: 800 })],
  });
  expect(rows).toMatchObject([{ velocity: 2 / 20, popularity: 3 }]);
});

describe('D9: velocity is popularity a day, acceleration its change between the halves', () => {
  test.each<[string, Record<number, number>, number, number | null]>([
    ['two snapshots', { 10: 10, 0: 20 }, 1, null],
    ['the same pace throughout', { 10: 10, 5: 15, 0: 20 }, 1, 0],
    ['faster in the second half', { 10: 10, 5: 11, 0: 20 }, 1, 9 / 5 - 1 / 5],
    ['slower in the second half', { 10: 10, 5: 19, 0: 20 }, 1, 1 / 5 - 9 / 5],
    ['halves of unequal length', { 10: 0, 8: 4, 0: 20 }, 2, 16 / 8 - 4 / 2],
    [
      'two snapshots as near to the middle: the earlier cuts',
      { 10: 0, 6: 8, 4: 9, 0: 20 },
      2,
      12 / 6 - 8 / 4,
    ],
    ['several a day', { 1: 5, 0.75: 5, 0.5: 5, 0.25: 6, 0: 7 }, 2, 4],
  ])('%s', async (_case, popularity, velocity, acceleration) => {
    const [row] = await trending({ movies: [{ movie_id: 1, ...old }], snapshots: seen(1, popularity) });
    expect(row?.['velocity']).toBeCloseTo(velocity, 12);
    if (acceleration === null) expect(row?.['acceleration']).toBeNull();
    else expect(row?.['acceleration']).toBeCloseTo(acceleration, 12);
  });
});

describe('fewer than two snapshots in the window', () => {
  test('fall back on the release, with the popularity last seen', async () => {
    const rows = await trending({
      movies: [{ movie_id: 1, popularity: 99 }],
      snapshots: seen(1, { 45: 1, 2: 60 }),
    });
    expect(rows).toMatchObject([{ basis: 'release', popularity: 60, velocity: 2 }]);
  });

  test('put an old favourite behind a new release of less popularity', async () => {
    const rows = await trending({
      movies: [
        { movie_id: 1, popularity: 900, ...old },
        { movie_id: 2, popularity: 30 },
      ],
    });
    expect(rows.map(({ movie_id }) => movie_id)).toEqual([2, 1]);
  });

  test('a snapshot without popularity is none', async () => {
    const rows = await trending({
      movies: [{ movie_id: 1, popularity: 30 }],
      snapshots: seen(1, { 9: null, 0: 30 }),
    });
    expect(rows).toMatchObject([{ basis: 'release', velocity: 1 }]);
  });
});

test('ties go to the more popular movie, then to the lowest id, and no figure is -0', async () => {
  const movies = [5, 4, 3, 2].map((movie_id) => ({ movie_id, ...old }));
  const rows = await trending({
    movies,
    snapshots: [5, 4, 3, 2].flatMap((id) => seen(id, id === 4 ? { 3: 8, 2: 8, 0: 8 } : { 3: 1, 2: 1, 0: 1 })),
  });
  expect(rows.map((row) => [row['rank'], row['movie_id']])).toEqual([
    [1, 4],
    [2, 2],
    [3, 3],
    [4, 5],
  ]);
  for (const row of rows) {
    expect(Object.is(row['velocity'], 0)).toBe(true);
    expect(Object.is(row['acceleration'], 0)).toBe(true);
  }
});

test.each([1e-300, 1e12])('the score stays within 0 and 100 for a popularity of %p', async (popularity) => {
  const rows = await trending({
    movies: [
      { movie_id: 1, ...old },
      { movie_id: 2, ...old },
    ],
    snapshots: [...seen(1, { 1: 0, 0: popularity }), ...seen(2, { 1: popularity, 0: 0 })],
  });
  expect(rows.map((row) => row['movie_id'])).toEqual([1, 2]);
  for (const row of rows) {
    expect(row['trend_score']).toBeGreaterThanOrEqual(0);
    expect(row['trend_score']).toBeLessThanOrEqual(100);
  }
});
