import { fraction } from './hash.ts';
import { releaseDate, type VegaRow } from './vega-movie.ts';

/** Synthetic players: few enough that they meet in many movies, so that a network of them has something to show. */
const PLAYERS = 900;
const FIRST_PERSON = 80_000_001;
const FIRST_DIRECTOR = 81_000_001;
const CAST_SIZE = 6;
const MOST_REVIEWS = 4;

const hex = (length: number, ...parts: (string | number)[]): string =>
  Array.from({ length }, (_, i) => Math.floor(16 * fraction(...parts, i)).toString(16)).join('');

function person(id: number, name: string, department: string, job: Record<string, unknown>) {
  return {
    adult: false,
    gender: 0,
    id,
    known_for_department: department,
    name,
    original_name: name,
    popularity: 0,
    profile_path: null,
    ...job,
  };
}

/** A made-up cast and, where the source names one, the real director. */
export function vegaCredits(row: VegaRow, id: string): { cast: unknown[]; crew: unknown[] } {
  const numbers = new Set(
    Array.from({ length: CAST_SIZE }, (_, i) => Math.floor(PLAYERS * fraction(id, 'cast', i) ** 2)),
  );
  const cast = [...numbers].map((number, order) =>
    person(FIRST_PERSON + number, `Synthetic Player ${number + 1}`, 'Acting', {
      cast_id: order,
      character: `Role ${order + 1}`,
      credit_id: hex(24, id, 'cast', order),
      order,
    }),
  );
  if (row.Director === null) return { cast, crew: [] };
  const director = person(
    FIRST_DIRECTOR + Math.floor(fraction('director', row.Director) * 10 ** 7),
    row.Director,
    'Directing',
    { credit_id: hex(24, id, 'crew', 0), department: 'Directing', job: 'Director' },
  );
  return { cast, crew: [director] };
}

const OPINIONS: readonly { readonly from: number; readonly texts: readonly string[] }[] = [
  {
    from: 7,
    texts: ['I loved it: great story, brilliant cast.', 'Excellent and moving, one of the best of its year!'],
  },
  { from: 5, texts: ['It has good moments and slow ones.', 'A decent evening, nothing more.'] },
  { from: 0, texts: ['Boring and badly told; a disappointment.', 'Not good at all. I hated the ending.'] },
];

/** Up to four made-up reviews that agree with the movie's rating, more of them for movies with many votes. */
export function vegaReviews(row: VegaRow, id: string): Record<string, unknown>[] {
  const rating = row['IMDB Rating'];
  if (rating === null) return [];
  const fame = Math.min(1, (row['IMDB Votes'] ?? 0) / 50_000);
  const count = Math.round(MOST_REVIEWS * fame * (0.5 + fraction(id, 'reviews')));
  return Array.from({ length: Math.min(count, MOST_REVIEWS) }, (_, i) => {
    const given = Math.max(1, Math.min(10, Math.round(rating + 4 * fraction(id, 'rating', i) - 2)));
    const { texts } = OPINIONS.find((opinion) => given >= opinion.from)!;
    const author = `synthetic-critic-${1 + Math.floor(200 * fraction(id, 'author', i))}`;
    const reviewId = hex(24, id, 'review', i);
    const released = Date.parse(releaseDate(row['Release Date']));
    const created = new Date(released + fraction(id, 'after', i) * 365 * 86_400_000).toISOString();
    return {
      author,
      author_details: { name: '', username: author, avatar_path: null, rating: given },
      content: texts[Math.floor(texts.length * fraction(id, 'text', i))],
      created_at: created,
      id: reviewId,
      updated_at: created,
      url: `https://www.themoviedb.org/review/${reviewId}`,
    };
  });
}
