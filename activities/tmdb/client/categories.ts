const PATHS = {
  popular: 'movie/popular',
  top_rated: 'movie/top_rated',
  now_playing: 'movie/now_playing',
  upcoming: 'movie/upcoming',
  trending_day: 'trending/movie/day',
  trending_week: 'trending/movie/week',
  discover: 'discover/movie',
} as const;

/** A list of movies at the API, by the name that runs give it. */
export type Category = keyof typeof PATHS;

/** Every list there is, for the schema of the run's params. */
export const CATEGORIES = Object.keys(PATHS) as readonly Category[];

/** @throws Error that lists the categories there are */
export function categoryPath(category: string): string {
  if (Object.hasOwn(PATHS, category)) return PATHS[category as Category];
  throw new Error(`'${category}' is no category of movies: allowed are ${CATEGORIES.join(', ')}`);
}
