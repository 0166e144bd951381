import type { CatalogueMovie } from './catalogue.ts';
import { isCalendarDay } from './days.ts';
import type { Standing } from './drift.ts';
import { TmdbError } from './errors.ts';

export type Query = Readonly<Record<string, string | undefined>>;

/** A movie with the numbers it has on the day the demo shows. */
export interface Ranked {
  readonly movie: CatalogueMovie;
  readonly standing: Standing;
}

const SORT_KEYS: Readonly<Record<string, (ranked: Ranked) => number | string>> = {
  popularity: ({ standing }) => standing.popularity,
  vote_average: ({ standing }) => standing.voteAverage,
  vote_count: ({ standing }) => standing.voteCount,
  primary_release_date: ({ movie }) => movie.releaseDate,
  release_date: ({ movie }) => movie.releaseDate,
  revenue: ({ movie }) => movie.revenue,
  title: ({ movie }) => movie.title,
};

/** `field.asc` or `field.desc`; like TMDB, anything else means the default `popularity.desc`. */
function sorter(sortBy: string | undefined): (a: Ranked, b: Ranked) => number {
  const [name = '', direction] = (sortBy ?? 'popularity.desc').split('.');
  const known = SORT_KEYS[name];
  const key = known ?? SORT_KEYS['popularity']!;
  const sign = known !== undefined && direction === 'asc' ? 1 : -1;
  return (a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === y) return Number(a.movie.id) - Number(b.movie.id);
    return x < y ? -sign : sign;
  };
}

type Filter = (ranked: Ranked) => boolean;

function dayFilter(query: Query, name: string, isIn: (date: string, limit: string) => boolean): Filter[] {
  const limit = query[name];
  if (limit === undefined || limit === '') return [];
  if (!isCalendarDay(limit)) throw new TmdbError(23);
  return [({ movie }) => movie.releaseDate !== '' && isIn(movie.releaseDate, limit)];
}

function numberFilter(query: Query, name: string, read: (ranked: Ranked) => number): Filter[] {
  const [least, most] = [query[`${name}.gte`], query[`${name}.lte`]];
  return [
    ...(least === undefined ? [] : [(ranked: Ranked) => read(ranked) >= Number(least)]),
    ...(most === undefined ? [] : [(ranked: Ranked) => read(ranked) <= Number(most)]),
  ];
}

/** `28,12` asks for all of them, `28|12` for any. */
function genreFilter(text: string | undefined): Filter[] {
  if (text === undefined || text === '') return [];
  const isAny = text.includes('|');
  const wanted = text.split(isAny ? '|' : ',').map(Number);
  return [
    ({ movie }) =>
      isAny
        ? wanted.some((id) => movie.genreIds.includes(id))
        : wanted.every((id) => movie.genreIds.includes(id)),
  ];
}

/**
 * The movies that `/discover/movie` shows for a query, in its order. A movie without a date is in no date window.
 * @throws TmdbError 23 for a date that is not YYYY-MM-DD
 */
export function discover(movies: readonly Ranked[], query: Query): Ranked[] {
  const year = query['primary_release_year'] ?? query['year'];
  const language = query['with_original_language'];
  const filters: Filter[] = [
    ...['primary_release_date', 'release_date'].flatMap((name) => [
      ...dayFilter(query, `${name}.gte`, (date, limit) => date >= limit),
      ...dayFilter(query, `${name}.lte`, (date, limit) => date <= limit),
    ]),
    ...numberFilter(query, 'vote_count', ({ standing }) => standing.voteCount),
    ...numberFilter(query, 'vote_average', ({ standing }) => standing.voteAverage),
    ...genreFilter(query['with_genres']),
    ...(year === undefined ? [] : [({ movie }: Ranked) => movie.releaseDate.startsWith(`${year}-`)]),
    ...(language === undefined ? [] : [({ movie }: Ranked) => movie.language === language]),
  ];
  return movies
    .filter((ranked) => filters.every((isWanted) => isWanted(ranked)))
    .sort(sorter(query['sort_by']));
}
