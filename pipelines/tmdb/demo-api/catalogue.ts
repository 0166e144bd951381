import type { Standing } from './drift.ts';
import { elementsOf, valueOf, withValues } from './raw-json.ts';
import type { MovieSource } from './source.ts';

/** Distance between the ids of a movie's synthetic copies: far above any id of the source. */
export const COPY_ID_STEP = 100_000_000;

/** What is kept of a movie in memory besides its bytes: enough to order and filter lists. */
export interface CatalogueMovie {
  readonly id: string;
  /** 1 is the movie itself, 2 and more are synthetic copies of it. */
  readonly copy: number;
  readonly sourceId: string;
  readonly raw: Buffer;
  readonly base: Standing;
  readonly releaseDate: string;
  readonly title: string;
  readonly language: string;
  readonly revenue: number;
  readonly genreIds: readonly number[];
}

export interface Catalogue {
  readonly source: MovieSource;
  readonly movies: readonly CatalogueMovie[];
  readonly byId: ReadonlyMap<string, CatalogueMovie>;
  readonly genres: readonly { id: number; name: string }[];
}

const numberOr0 = (value: unknown): number => (typeof value === 'number' ? value : 0);
const textOr = (value: unknown): string => (typeof value === 'string' ? value : '');

function indexed(raw: Buffer, where: string): CatalogueMovie {
  let details: Record<string, unknown>;
  try {
    details = JSON.parse(raw.toString('utf8')) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`${where} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const genres = Array.isArray(details['genres']) ? (details['genres'] as { id?: unknown }[]) : [];
  const id = String(details['id']);
  return {
    id,
    copy: 1,
    sourceId: id,
    raw,
    base: {
      popularity: numberOr0(details['popularity']),
      voteAverage: numberOr0(details['vote_average']),
      voteCount: numberOr0(details['vote_count']),
    },
    releaseDate: textOr(details['release_date']),
    title: textOr(details['title']),
    language: textOr(details['original_language']),
    revenue: numberOr0(details['revenue']),
    genreIds: genres.map((genre) => genre.id).filter((genreId) => typeof genreId === 'number'),
  };
}

const copyOf = (movie: CatalogueMovie, copy: number): CatalogueMovie => ({
  ...movie,
  copy,
  id: String(Number(movie.sourceId) + (copy - 1) * COPY_ID_STEP),
  title: `${movie.title} (copy ${copy})`,
});

/**
 * The source's movies, each `multiply` times: what is above once are copies with ids of their own, for tests that
 * need more movies than there are.
 */
export function buildCatalogue(source: MovieSource, multiply: number): Catalogue {
  const originals = source.movies.map((raw, line) => indexed(raw, `movie ${line + 1} of ${source.name}`));
  const movies = [...originals];
  const copied = originals.filter((movie) => /^\d+$/.test(movie.id));
  for (let copy = 2; copy <= multiply; copy += 1) {
    for (const movie of copied) movies.push(copyOf(movie, copy));
  }
  return {
    source,
    movies,
    byId: new Map(movies.map((movie) => [movie.id, movie])),
    genres: genresIn(originals),
  };
}

function genresIn(movies: readonly CatalogueMovie[]): { id: number; name: string }[] {
  const names = new Map<number, string>();
  for (const movie of movies) {
    if (movie.genreIds.every((id) => names.has(id))) continue;
    for (const text of elementsOf(valueOf(movie.raw.toString('utf8'), 'genres') ?? '[]')) {
      const genre = JSON.parse(text) as { id: number; name: string };
      names.set(genre.id, genre.name);
    }
  }
  return [...names].map(([id, name]) => ({ id, name })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The details text of a movie as the source has it, a copy with its own id and a title that says so. */
export function sourceText(movie: CatalogueMovie): string {
  const text = movie.raw.toString('utf8');
  if (movie.copy === 1) return text;
  return withValues(
    text,
    new Map([
      ['id', movie.id],
      ['title', JSON.stringify(movie.title)],
    ]),
  );
}
