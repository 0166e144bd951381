import { join } from 'node:path';
import { jsonLines, sharedFolder } from '../support/shared-data.ts';

interface Movie {
  readonly id: number;
  readonly release_date: string;
  readonly genres: readonly { readonly name: string }[];
  readonly revenue: number;
  readonly vote_count: number;
}
interface Credits {
  readonly id: number;
  readonly cast: readonly { readonly id: number }[];
  readonly crew: readonly { readonly id: number; readonly job: string }[];
}

/** Reviews that one page of the API holds: a run asks for one page a movie unless told more. */
const REVIEWS_A_PAGE = 20;

/** What the pipeline must arrive at, counted from the JSON files without any of its code. */
export interface ExpectedNumbers {
  readonly movies: number;
  readonly reviews: number;
  readonly reviewedMovies: number;
  readonly credits: number;
  /** Movies, votes and revenue by genre, release year and month, e.g. `Action:2025:11`. */
  readonly genreMonths: ReadonlyMap<string, { movies: number; votes: number; revenue: number }>;
  /** Movies by release year; `unknown` for the undated. */
  readonly years: ReadonlyMap<string, number>;
}

export function expectedNumbers(): ExpectedNumbers {
  const folder = join(sharedFolder(), 'data', 'tmdb');
  const movies = jsonLines<Movie>(join(folder, 'movies.jsonl.gz'));
  const credits = jsonLines<Credits>(join(folder, 'credits.jsonl.gz'));
  const reviewsOf = countBy(
    jsonLines<{ movie_id: number }>(join(folder, 'reviews.jsonl.gz')),
    ({ movie_id }) => String(movie_id),
  );
  const people = new Set(
    credits.flatMap(({ id, cast, crew }) => [
      ...cast.map((member) => `${id} ${member.id} cast`),
      ...crew.map((member) => `${id} ${member.id} crew ${member.job}`),
    ]),
  );
  return {
    movies: movies.length,
    reviews: [...reviewsOf.values()].reduce((sum, count) => sum + Math.min(count, REVIEWS_A_PAGE), 0),
    reviewedMovies: reviewsOf.size,
    credits: people.size,
    genreMonths: sumByGenreAndMonth(movies),
    years: countBy(movies, ({ release_date }) => release_date.slice(0, 4) || 'unknown'),
  };
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

function sumByGenreAndMonth(movies: readonly Movie[]): ExpectedNumbers['genreMonths'] {
  const sums = new Map<string, { movies: number; votes: number; revenue: number }>();
  for (const { release_date, genres, vote_count, revenue } of movies) {
    const month = release_date === '' ? 'unknown:unknown' : release_date.slice(0, 7).replace(/-0?/, ':');
    const names = genres.length === 0 ? ['Unknown'] : genres.map(({ name }) => name);
    for (const name of names) {
      const sum = sums.get(`${name}:${month}`) ?? { movies: 0, votes: 0, revenue: 0 };
      sum.movies += 1;
      sum.votes += vote_count;
      sum.revenue += revenue;
      sums.set(`${name}:${month}`, sum);
    }
  }
  return sums;
}
