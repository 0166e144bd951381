import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { genreAnalytics } from '../../../activities/tmdb/gold/views/genre-analytics.ts';
import { temporalAnalysis } from '../../../activities/tmdb/gold/views/temporal-analysis.ts';
import { jsonLines, sharedFolder } from '../../support/shared-data.ts';
import { viewRows, type ViewRow } from './silver-rows.ts';

/** Gold of the whole shared catalogue against plain loops over its JSON: another language, another way to count. */
interface ApiMovie {
  id: number;
  title: string;
  genres: { name: string }[];
  release_date: string;
  runtime: number;
  budget: number;
  revenue: number;
  popularity: number;
  vote_average: number;
  vote_count: number;
}
interface ApiReview {
  id: string;
  movie_id: number;
  author_details: { rating: number | null };
}

const folder = join(sharedFolder(), 'data', 'tmdb');
const present = existsSync(join(folder, 'movies.jsonl.gz'));
if (!present && process.env['CI'] !== undefined)
  throw new Error(`${folder} is missing: set TRADEWIND_SHARED`);

/** A stand-in for sentiment, which has tests of its own. */
const scoreOf = (review: ApiReview): number => ((review.author_details.rating ?? 5) - 5) / 5;
const known = (value: number): number | null => (value === 0 ? null : value);
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: number[]): number | null => (values.length === 0 ? null : sum(values) / values.length);

function groupBy<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

const part = (value: unknown): string => (value === null ? 'unknown' : (value as string | number).toString());
const year = (movie: ApiMovie): string =>
  movie.release_date === '' ? 'unknown' : movie.release_date.slice(0, 4);
const month = (movie: ApiMovie): string =>
  movie.release_date === '' ? 'unknown' : String(Number(movie.release_date.slice(5, 7)));
const genresOf = (movie: ApiMovie): string[] =>
  movie.genres.length === 0 ? ['Unknown'] : movie.genres.map(({ name }) => name);

const commonFigures = (movies: readonly ApiMovie[]) => {
  const revenues = movies.map(({ revenue }) => revenue).filter((value) => value > 0);
  return {
    total_movies: movies.length,
    avg_rating: mean(movies.map((movie) => movie.vote_average)),
    avg_popularity: mean(movies.map(({ popularity }) => popularity)),
    total_votes: sum(movies.map((movie) => movie.vote_count)),
    total_revenue: revenues.length === 0 ? null : sum(revenues),
  };
};

function expectSame(found: ViewRow, expected: Readonly<Record<string, unknown>>, key: string): void {
  for (const [field, value] of Object.entries(expected)) {
    const where = `${key}.${field}`;
    if (typeof value === 'number' && !Number.isInteger(value)) {
      const near = Math.abs((found[field] as number) - value) <= 1e-9 * Math.max(1, Math.abs(value));
      expect([where, near ? value : found[field]]).toEqual([where, value]);
    } else expect([where, found[field]]).toEqual([where, value]);
  }
}

(present ? describe : describe.skip)(`every value over the catalogue in ${folder}`, () => {
  const movies = present ? jsonLines<ApiMovie>(join(folder, 'movies.jsonl.gz')) : [];
  const reviews = present ? jsonLines<ApiReview>(join(folder, 'reviews.jsonl.gz')) : [];
  const silver = {
    movies: movies.map((movie) => ({
      movie_id: movie.id,
      title: movie.title,
      genres: movie.genres.map(({ name }) => name),
      release_date: movie.release_date === '' ? null : movie.release_date,
      runtime: known(movie.runtime),
      budget: known(movie.budget),
      revenue: known(movie.revenue),
      popularity: movie.popularity,
      vote_average: movie.vote_average,
      vote_count: movie.vote_count,
    })),
    reviews: reviews.map((review) => ({
      review_id: review.id,
      movie_id: review.movie_id,
      compound: scoreOf(review),
    })),
  };

  test('genre_analytics', async () => {
    const reviewsOf = groupBy(reviews, (review) => [String(review.movie_id)]);
    const groups = groupBy(movies, (movie) =>
      genresOf(movie).map((genre) => `${genre}:${year(movie)}:${month(movie)}`),
    );
    const found = await viewRows(genreAnalytics, silver);
    expect(found).toHaveLength(groups.size);
    for (const row of found) {
      const key = [row['genre'], row['release_year'], row['release_month']].map(part).join(':');
      const group = groups.get(key) ?? [];
      const told = group.flatMap((movie) => reviewsOf.get(String(movie.id)) ?? []);
      const ratings = group.map((movie) => movie.vote_average);
      expectSame(
        row,
        {
          ...commonFigures(group),
          min_rating: Math.min(...ratings),
          max_rating: Math.max(...ratings),
          review_count: told.length,
          avg_sentiment: mean(told.map(scoreOf)),
          avg_budget: mean(group.map(({ budget }) => budget).filter((value) => value > 0)),
          avg_runtime: mean(group.map(({ runtime }) => runtime).filter((value) => value > 0)),
        },
        key,
      );
      const best = group
        .toSorted(
          (a, b) =>
            (b.vote_count > 0 ? b.vote_average : -1) - (a.vote_count > 0 ? a.vote_average : -1) ||
            b.vote_count - a.vote_count ||
            a.id - b.id,
        )
        .slice(0, 5);
      const listed = row['top_movies'] as { movie_id: number }[];
      expect([key, listed.map((movie) => movie.movie_id)]).toEqual([key, best.map(({ id }) => id)]);
    }
  }, 60_000);

  test('temporal_analysis', async () => {
    const groups = groupBy(movies, (movie) => [year(movie)]);
    const found = await viewRows(temporalAnalysis, silver);
    expect(found).toHaveLength(groups.size);
    for (const row of found) {
      const key = part(row['release_year']);
      const group = groups.get(key) ?? [];
      const before = groups.get(String(Number(key) - 1))?.length;
      const change = before === undefined ? null : (100 * (group.length - before)) / before;
      expectSame(row, { ...commonFigures(group), yoy_change: change }, key);
    }
  }, 60_000);
});
