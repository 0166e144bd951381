import { sourceText, type CatalogueMovie } from './catalogue.ts';
import type { DemoClock } from './clock.ts';
import { standingOn } from './drift.ts';
import { editedTagline, lastEdit } from './edits.ts';
import { elementsOf, membersOf, valueOf, withValues } from './raw-json.ts';

/** The members of a list item, in TMDB's order; `genre_ids` is made of the details' `genres`. */
const LIST_MEMBERS = [
  'adult',
  'backdrop_path',
  'genre_ids',
  'id',
  'original_language',
  'original_title',
  'overview',
  'popularity',
  'poster_path',
  'release_date',
  'title',
  'video',
  'vote_average',
  'vote_count',
] as const;

function driftedValues(movie: CatalogueMovie, days: number): Map<string, string> {
  const values = new Map<string, string>();
  if (days === 0) return values;
  const standing = standingOn(movie.id, movie.base, days);
  const changes = [
    ['popularity', standing.popularity, movie.base.popularity],
    ['vote_average', standing.voteAverage, movie.base.voteAverage],
    ['vote_count', standing.voteCount, movie.base.voteCount],
  ] as const;
  for (const [key, now, then] of changes) if (now !== then) values.set(key, String(now));
  return values;
}

/** The details object of a movie on the clock's day. On the base date it is the source's own text. */
export function detailsText(movie: CatalogueMovie, clock: DemoClock): string {
  const values = driftedValues(movie, clock.days());
  const edited = lastEdit(movie.id, clock.base, clock.day());
  if (edited !== undefined) values.set('tagline', JSON.stringify(editedTagline(edited)));
  return withValues(sourceText(movie), values);
}

const genreIds = (genres: string): string =>
  `[${elementsOf(genres)
    .map((genre) => valueOf(genre, 'id') ?? 'null')
    .join(',')}]`;

/** The item a list shows of a movie; `mediaType` is added for trending lists, as TMDB does. */
export function listItemText(movie: CatalogueMovie, clock: DemoClock, mediaType?: string): string {
  const text = withValues(sourceText(movie), driftedValues(movie, clock.days()));
  const values = new Map(membersOf(text).map(({ key, from, to }) => [key, text.slice(from, to)]));
  const genres = values.get('genres');
  if (genres?.startsWith('[') === true) values.set('genre_ids', genreIds(genres));
  const members = LIST_MEMBERS.filter((key) => values.has(key)).map((key) => `"${key}":${values.get(key)}`);
  if (mediaType !== undefined) members.push(`"media_type":${JSON.stringify(mediaType)}`);
  return `{${members.join(',')}}`;
}
