import { temporalAnalysis } from '../../../activities/tmdb/gold/views/temporal-analysis.ts';
import { viewRows, type MovieRow } from './silver-rows.ts';

const movies = (...years: (number | null)[]): MovieRow[] =>
  years.map((year, i) => ({ movie_id: i + 1, release_date: year === null ? null : `${year}-06-15` }));

test('D13: a year is compared with the calendar year before, never with the last one present', async () => {
  const rows = await viewRows(temporalAnalysis, {
    movies: movies(2022, 2022, 2024, 2025, 2025, 2025, 2026),
  });
  expect(rows.map((row) => [row['release_year'], row['total_movies'], row['yoy_change']])).toEqual([
    [2022, 2, null],
    [2024, 1, null],
    [2025, 3, 200],
    [2026, 1, (100 * -2) / 3],
  ]);
});

test('D11: movies without date stand in a row without year, compared with nothing', async () => {
  const rows = await viewRows(temporalAnalysis, { movies: movies(2025, null, 2026, null) });
  expect(rows.map((row) => [row['release_year'], row['total_movies'], row['yoy_change']])).toEqual([
    [2025, 1, null],
    [2026, 1, 0],
    [null, 2, null],
  ]);
});

test('figures of a year', async () => {
  const rows = await viewRows(temporalAnalysis, {
    movies: [
      { movie_id: 1, vote_average: 6.2, vote_count: 10, popularity: 1.5, revenue: 7 },
      { movie_id: 2, vote_average: 7.4, vote_count: 20, popularity: 2.5, revenue: null },
    ],
  });
  expect(rows).toEqual([
    {
      release_year: 2026,
      total_movies: 2,
      avg_rating: 6.8,
      avg_popularity: 2,
      total_votes: 30,
      total_revenue: 7,
      yoy_change: null,
    },
  ]);
});
