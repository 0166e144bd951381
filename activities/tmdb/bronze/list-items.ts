import { elements, memberText, slice } from '../client/json-spans.ts';

/** What can be wrong with an item of a list; each is counted, and the item kept as it came. */
export const ITEM_PROBLEMS = [
  'missing_id',
  'missing_title',
  'empty_date',
  'unknown_genre',
  'wrong_type',
  'duplicate',
] as const;
export type ItemProblem = (typeof ITEM_PROBLEMS)[number];

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The items of a list page in their own characters. */
export function listItems(body: string): string[] {
  const results = memberText(body, 'results');
  return results === undefined ? [] : elements(results).map((span) => slice(results, span));
}

/**
 * The movie's id in digits; undefined where it is no integer of 64 bits. Read from the text, since JSON.parse would
 * round ids above 2^53 to those of other movies.
 */
export function movieIdOf(item: string): string | undefined {
  if (!item.startsWith('{')) return undefined;
  const text = memberText(item, 'id');
  if (text === undefined) return undefined;
  const digits = /^-?\d+$/.test(text) ? text : spelledOtherwise(text);
  if (digits === undefined) return undefined;
  const value = BigInt(digits);
  return value >= INT64_MIN && value <= INT64_MAX ? String(value) : undefined;
}

/** `603.0` and `6.03e2` are integers too. */
function spelledOtherwise(text: string): string | undefined {
  const value: unknown = JSON.parse(text);
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const isBlankText = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  title: (value) => typeof value === 'string',
  original_title: (value) => typeof value === 'string',
  original_language: (value) => typeof value === 'string',
  overview: (value) => typeof value === 'string',
  release_date: (value) => typeof value === 'string',
  popularity: (value) => typeof value === 'number',
  vote_average: (value) => typeof value === 'number',
  vote_count: (value) => typeof value === 'number',
  adult: (value) => typeof value === 'boolean',
  genre_ids: (value) => Array.isArray(value) && value.every((id) => Number.isInteger(id)),
};

/**
 * What is wrong with an item as it came.
 * @param genreIds the API's own list of genres; empty: not known, so none is unknown
 */
export function problemsOf(
  item: string,
  movieId: string | undefined,
  genreIds: ReadonlySet<number>,
): Exclude<ItemProblem, 'duplicate'>[] {
  const parsed: unknown = JSON.parse(item);
  if (!isObject(parsed)) return ['missing_id', 'wrong_type'];
  const problems: Exclude<ItemProblem, 'duplicate'>[] = [];
  if (isAbsent(parsed['id'])) problems.push('missing_id');
  if (isAbsent(parsed['title']) || isBlankText(parsed['title'])) problems.push('missing_title');
  if (isAbsent(parsed['release_date']) || isBlankText(parsed['release_date'])) problems.push('empty_date');
  if (hasUnknownGenre(parsed['genre_ids'], genreIds)) problems.push('unknown_genre');
  if (hasWrongType(parsed, movieId)) problems.push('wrong_type');
  return problems;
}

function hasUnknownGenre(ids: unknown, known: ReadonlySet<number>): boolean {
  if (!Array.isArray(ids) || known.size === 0) return false;
  return ids.some((id) => Number.isInteger(id) && !known.has(id as number));
}

function hasWrongType(item: Readonly<Record<string, unknown>>, movieId: string | undefined): boolean {
  if (movieId === undefined && !isAbsent(item['id'])) return true;
  return Object.entries(TYPES).some(([name, fits]) => !isAbsent(item[name]) && !fits(item[name]));
}
