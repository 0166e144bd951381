import { genreAnalytics } from '../../../activities/tmdb/gold/views/genre-analytics.ts';
import { viewRows, type MovieRow } from './silver-rows.ts';

const movie = (movie_id: number, more: Partial<MovieRow> = {}): MovieRow => ({ movie_id, ...more });

test('a movie counts once under each of its genres, by month of release', async () => {
  const rows = await viewRows(genreAnalytics, {
    movies: [
      movie(1, { genres: ['Action', 'Drama'], release_date: '2025-11-30' }),
      movie(2, { genres: ['Drama', 'Drama'], release_date: '2025-11-01' }),
      movie(3, { genres: ['Drama'], release_date: '2025-12-01' }),
    ],
  });
  expect(
    rows.map((row) => [row['genre'], row['release_year'], row['release_month'], row['total_movies']]),
  ).toEqual([
    ['Action', 2025, 11, 1],
    ['Drama', 2025, 11, 2],
    ['Drama', 2025, 12, 1],
  ]);
});

test.each<[string, MovieRow['genres']]>([
  ['null', null],
  ['[]', []],
  ['[null]', [null]],
  ["['']", ['']],
])('D10: a movie whose genres are %s stands under Unknown', async (_what, genres) => {
  const rows = await viewRows(genreAnalytics, { movies: [movie(4, { genres: genres ?? null })] });
  expect(rows).toMatchObject([{ genre: 'Unknown', total_movies: 1 }]);
});

test('D11: a movie without date stands in a row without year and month, after the others', async () => {
  const rows = await viewRows(genreAnalytics, { movies: [movie(6, { release_date: null }), movie(1)] });
  expect(rows).toMatchObject([
    { release_year: 2026, release_month: 11, total_movies: 1 },
    { release_year: null, release_month: null, total_movies: 1 },
  ]);
});

test('ratings, votes and popularity are over movies; what a movie does not tell is left out', async () => {
  const [row] = await viewRows(genreAnalytics, {
    movies: [
      movie(1, {
        vote_average: 7.1,
        vote_count: 100,
        popularity: 0.1,
        budget: 30,
        revenue: 100,
        runtime: 90,
      }),
      movie(2, {
        vote_average: 8.3,
        vote_count: 50,
        popularity: 0.2,
        budget: null,
        revenue: null,
        runtime: null,
      }),
      movie(3, {
        vote_average: null,
        vote_count: null,
        popularity: null,
        budget: 10,
        revenue: 3e9,
        runtime: 121,
      }),
    ],
  });
  expect(row).toMatchObject({
    total_movies: 3,
    avg_rating: 7.7,
    min_rating: 7.1,
    max_rating: 8.3,
    total_votes: 150,
    avg_popularity: 0.15,
    avg_budget: 20,
    avg_runtime: 105.5,
    total_revenue: 3_000_000_100,
  });
});

test('where no movie tells a figure, there is none', async () => {
  const [row] = await viewRows(genreAnalytics, {
    movies: [movie(1, { vote_average: null, popularity: null, budget: null, revenue: null, runtime: null })],
  });
  expect(row).toMatchObject({
    avg_rating: null,
    min_rating: null,
    avg_popularity: null,
    avg_budget: null,
    avg_runtime: null,
    total_revenue: null,
    avg_sentiment: null,
    review_count: 0,
  });
});

test('sentiment is over reviews, not over movies', async () => {
  const [row] = await viewRows(genreAnalytics, {
    movies: [movie(1), movie(2), movie(3)],
    reviews: [
      { review_id: 'a', movie_id: 1, compound: 0.9 },
      { review_id: 'b', movie_id: 2, compound: -0.3 },
      { review_id: 'c', movie_id: 2, compound: 0.3 },
      { review_id: 'd', movie_id: 99, compound: -1 },
    ],
  });
  expect(row).toMatchObject({ total_movies: 3, review_count: 3, avg_sentiment: 0.3 });
});

test('top_movies are the five best rated, ties to more votes, then to the lower id, the unrated last', async () => {
  const [row] = await viewRows(genreAnalytics, {
    movies: [
      movie(6, { vote_average: 8, vote_count: 10 }),
      movie(5, { vote_average: 8, vote_count: 10 }),
      movie(4, { vote_average: 8, vote_count: 900 }),
      movie(3, { vote_average: 9, vote_count: 1, title: 'Nine' }),
      movie(2, { vote_average: 10, vote_count: 0 }),
      movie(1, { vote_average: null, vote_count: null }),
    ],
  });
  const top = row?.['top_movies'] as object[];
  expect(top[0]).toEqual({ movie_id: 3, title: 'Nine', vote_average: 9, vote_count: 1, popularity: 1 });
  expect(top.map((entry) => 'movie_id' in entry && entry.movie_id)).toEqual([3, 4, 5, 6, 2]);
});

test('a mean does not depend on the order in which rows are read', async () => {
  const movies = Array.from({ length: 3_000 }, (_, i) =>
    movie(i + 1, { popularity: ((i * 7919) % 1_000) / 1e4 + 0.1 }),
  );
  const [one] = await viewRows(genreAnalytics, { movies });
  const [other] = await viewRows(genreAnalytics, { movies: movies.toReversed() });
  expect(one?.['avg_popularity']).toBe(other?.['avg_popularity']);
});
