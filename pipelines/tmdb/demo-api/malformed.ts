/** A list item that is served as it stands here, with details and reviews where its id can be asked for. */
export interface MalformedItem {
  readonly what: string;
  readonly listItem: string;
  /** Path segment and body of `/movie/{id}`; items without one answer 404. */
  readonly details?: { readonly id: string; readonly text: string };
  readonly reviews?: readonly string[];
}

const FIRST_ID = 95_000_001;

const WELL_FORMED: Readonly<Record<string, string>> = {
  adult: 'false',
  backdrop_path: 'null',
  genre_ids: '[18]',
  id: '0',
  original_language: '"en"',
  original_title: '"Synthetic"',
  overview: '"(Synthetic, malformed on purpose)"',
  popularity: '3.5',
  poster_path: 'null',
  release_date: '"2020-02-29"',
  title: '"Synthetic"',
  video: 'false',
  vote_average: '6.5',
  vote_count: '100',
};

/** `changes` maps members to JSON texts; undefined leaves the member out. */
function item(changes: Readonly<Record<string, string | undefined>>): string {
  const members = Object.entries({ ...WELL_FORMED, ...changes });
  return `{${members
    .filter(([, text]) => text !== undefined)
    .map(([key, text]) => `"${key}":${text}`)
    .join(',')}}`;
}

function detailsOf(changes: Readonly<Record<string, string | undefined>>): string {
  const genres =
    changes['genre_ids'] === '[99999]' ? '[{"id":99999,"name":"Unheard-of"}]' : '[{"id":18,"name":"Drama"}]';
  return item({
    ...changes,
    genre_ids: undefined,
    genres,
    budget: changes['budget'] ?? '0',
    revenue: changes['revenue'] ?? '0',
    runtime: '90',
    status: '"Released"',
    tagline: '""',
    imdb_id: 'null',
    production_countries: '[]',
  });
}

const LONG_REVIEW_CHARACTERS = 1_000_000;

const review = (changes: Readonly<Record<string, string | undefined>>): string => {
  const members: Record<string, string | undefined> = {
    author: '"synthetic-critic"',
    author_details: '{"name":"","username":"synthetic-critic","avatar_path":null,"rating":null}',
    content: '"Good."',
    created_at: '"2021-01-01T00:00:00.000Z"',
    id: '"5f000000000000000000ffff"',
    updated_at: '"2021-01-01T00:00:00.000Z"',
    url: '"https://www.themoviedb.org/review/5f000000000000000000ffff"',
    ...changes,
  };
  const present = Object.entries(members).filter(([, text]) => text !== undefined);
  return `{${present.map(([key, text]) => `"${key}":${text}`).join(',')}}`;
};

const REVIEWS = [
  review({ id: '"5f0000000000000000000001"', content: '"Loved it 🎬\\ud83d\\ude00 — ☃"' }),
  review({
    id: '"5f0000000000000000000002"',
    content: JSON.stringify('A very long synthetic review. '.repeat(Math.ceil(LONG_REVIEW_CHARACTERS / 30))),
  }),
  review({ id: '"5f0000000000000000000003"', content: undefined, created_at: '"yesterday"' }),
  review({ id: 'null', content: '"A review without an id."' }),
];

const CASES: readonly [what: string, changes: Readonly<Record<string, string | undefined>>][] = [
  ['missing title', { title: undefined, original_title: undefined }],
  ['empty date', { release_date: '""' }],
  ['date that no calendar has', { release_date: '"2023-02-30"' }],
  ['unknown genre', { genre_ids: '[99999]' }],
  [
    'wrong types',
    { popularity: '"12.5"', vote_count: '"many"', release_date: '20200101', adult: '"no"', overview: '7' },
  ],
  ['emoji', { title: '"Snow ☃ and 🎬 \\ud83d\\ude00"', original_title: '"🎬"' }],
  [
    'integers above 2^53',
    { vote_count: '9007199254740993', revenue: '9007199254740995', budget: '12345678901234567890' },
  ],
  ['numbers in unusual spellings', { vote_average: '7.0', popularity: '1.50E+1', vote_count: '100' }],
  [
    'nulls everywhere',
    {
      title: 'null',
      genre_ids: 'null',
      release_date: 'null',
      popularity: 'null',
      vote_average: 'null',
      vote_count: 'null',
      overview: 'null',
      adult: 'null',
    },
  ],
  ['a member nobody knows', { surprise: '{"nested":[1,2,{"deep":7.0}]}' }],
];

const withDetails = CASES.map(([what, changes], index): MalformedItem => {
  const id = String(FIRST_ID + index);
  return {
    what,
    listItem: item({ ...changes, revenue: undefined, budget: undefined, id }),
    details: { id, text: detailsOf({ ...changes, id }) },
    ...(what === 'emoji' ? { reviews: REVIEWS } : {}),
  };
});

const BIG_ID = '9007199254740993';

const withoutNumericId: readonly MalformedItem[] = [
  { what: 'id as a string', listItem: item({ id: '"95000101"' }) },
  { what: 'id null', listItem: item({ id: 'null' }) },
  { what: 'id missing', listItem: item({ id: undefined }) },
  { what: 'id with a fraction', listItem: item({ id: '95000102.5' }) },
  { what: 'negative id', listItem: item({ id: '-7' }) },
  {
    what: 'id above 2^53',
    listItem: item({ id: BIG_ID }),
    details: { id: BIG_ID, text: detailsOf({ id: BIG_ID }) },
  },
  { what: 'not an object', listItem: 'null' },
];

/** Everything a careless source could deliver as one list item, each with the name of what is wrong. */
export const MALFORMED_ITEMS: readonly MalformedItem[] = [...withDetails, ...withoutNumericId];

const DUPLICATE_EVERY = 100;
const DUPLICATE_AFTER = 20;
const FIRST_PLACE = 3;
const PLACES_APART = 7;

/** How many items the injection adds to a list of that length at most. */
export const injectedInto = (length: number): number =>
  MALFORMED_ITEMS.length + Math.ceil(length / DUPLICATE_EVERY);

/**
 * A list with the malformed items spread over its first pages, and every hundredth item once more a page later (as
 * when a list moves while it is read).
 */
export function withMalformed<Item>(list: readonly Item[]): (Item | MalformedItem)[] {
  const waiting = [...MALFORMED_ITEMS];
  const result: (Item | MalformedItem)[] = [];
  list.forEach((entry, place) => {
    if (place >= FIRST_PLACE && (place - FIRST_PLACE) % PLACES_APART === 0)
      result.push(...waiting.splice(0, 1));
    result.push(entry);
    if (place % DUPLICATE_EVERY === DUPLICATE_AFTER) result.push(list[place - DUPLICATE_AFTER]!);
  });
  return [...result, ...waiting];
}

export const isMalformed = (entry: object): entry is MalformedItem => 'listItem' in entry;
