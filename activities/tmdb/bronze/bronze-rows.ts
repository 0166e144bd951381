import { elements, memberText, slice, withoutMembers } from '../client/json-spans.ts';
import { ITEM_PROBLEMS, listItems, movieIdOf, problemsOf, type ItemProblem } from './list-items.ts';
import type { StagedAnswer, StagedGone, StagedMovie, StagedPage } from './staged-records.ts';

/** What every row of bronze has. */
interface Common {
  /** The API's own characters. */
  readonly raw: string;
  readonly run_id: string;
  /** When the API answered, by its own clock. */
  readonly extraction_timestamp: Date;
}

/** One item of a list, as delivered: repeated and malformed ones too. */
export interface MovieRow extends Common {
  /** Null where the item's id is no integer. */
  readonly movie_id: bigint | null;
  readonly category: string;
  readonly page: number;
  /** In the page, from 1. */
  readonly position: number;
}

export interface DetailsRow extends Common {
  readonly movie_id: bigint;
}

export type CreditsRow = DetailsRow;

export interface ReviewRow extends Common {
  readonly movie_id: bigint;
  /** Null where the review's id is no text. */
  readonly review_id: string | null;
  readonly page: number;
}

export interface GenreRow extends Common {
  readonly genre_id: number | null;
  readonly name: string | null;
}

export interface MovieRows {
  readonly details: DetailsRow;
  readonly credits?: CreditsRow;
  readonly reviews: readonly ReviewRow[];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isInt32 = (value: unknown): value is number =>
  Number.isInteger(value) && Math.abs(value as number) < 2 ** 31;

const membersOf = (text: string): Record<string, unknown> => {
  const parsed: unknown = JSON.parse(text);
  return isObject(parsed) ? parsed : {};
};

/**
 * Makes rows of staged answers, and counts what it sees. A page or movie that is staged twice (a chunk was written,
 * but its writer did not live to know) gives its rows once.
 */
export class BronzeRows {
  readonly problems: Record<ItemProblem, number>;
  /** Movies with details, those of them without credits, and those without details (404). */
  withDetails = 0;
  withoutCredits = 0;
  gone = 0;
  readonly #runId: string;
  readonly #genreIds = new Set<number>();
  readonly #seenPages = new Set<string>();
  readonly #seenMovies = new Set<string>();
  readonly #listed = new Map<string, Set<string>>();

  constructor(runId: string) {
    this.#runId = runId;
    this.problems = Object.fromEntries(ITEM_PROBLEMS.map((kind) => [kind, 0])) as Record<ItemProblem, number>;
  }

  /** To be called before pages are, so that these can tell unknown genres. */
  genres(staged: StagedAnswer): GenreRow[] {
    return this.#elements(staged.body, 'genres').map((raw) => {
      const { id, name } = membersOf(raw);
      if (isInt32(id)) this.#genreIds.add(id);
      return {
        ...this.#common(raw, staged.date),
        genre_id: isInt32(id) ? id : null,
        name: typeof name === 'string' ? name : null,
      };
    });
  }

  page(staged: StagedPage): MovieRow[] {
    const name = `${staged.category}/${staged.page}`;
    if (this.#seenPages.has(name)) return [];
    this.#seenPages.add(name);
    return listItems(staged.body).map((raw, index) => {
      const id = movieIdOf(raw);
      for (const problem of problemsOf(raw, id, this.#genreIds)) this.problems[problem] += 1;
      if (id !== undefined && this.#isRepeated(staged.category, id)) this.problems.duplicate += 1;
      return {
        ...this.#common(raw, staged.date),
        movie_id: id === undefined ? null : BigInt(id),
        category: staged.category,
        page: staged.page,
        position: index + 1,
      };
    });
  }

  /**
   * The answer of a movie, taken apart: credits and reviews are cut out of the details only where they become rows of
   * their own, so that nothing is lost.
   */
  movie(staged: StagedMovie | StagedGone): MovieRows | undefined {
    if (this.#seenMovies.has(staged.id)) return undefined;
    this.#seenMovies.add(staged.id);
    if (staged.kind === 'gone') {
      this.gone += 1;
      return undefined;
    }
    this.withDetails += 1;
    const movieId = BigInt(staged.id);
    const credits = memberText(staged.body, 'credits');
    const reviews = memberText(staged.body, 'reviews');
    const hasCredits = credits?.startsWith('{') === true;
    if (!hasCredits) this.withoutCredits += 1;
    const hasReviews = reviews !== undefined && Array.isArray(membersOf(reviews)['results']);
    const cut = [...(hasCredits ? ['credits'] : []), ...(hasReviews ? ['reviews'] : [])];
    return {
      details: { movie_id: movieId, ...this.#common(withoutMembers(staged.body, cut), staged.date) },
      ...(hasCredits ? { credits: { movie_id: movieId, ...this.#common(credits, staged.date) } } : {}),
      reviews: [
        ...(hasReviews ? this.#reviews(movieId, 1, reviews, staged.date) : []),
        ...staged.reviewPages.flatMap(({ page, body, date }) => this.#reviews(movieId, page, body, date)),
      ],
    };
  }

  #reviews(movieId: bigint, page: number, body: string, date: string): ReviewRow[] {
    return this.#elements(body, 'results').map((raw) => {
      const { id } = membersOf(raw);
      return {
        movie_id: movieId,
        review_id: typeof id === 'string' ? id : null,
        page,
        ...this.#common(raw, date),
      };
    });
  }

  #elements(body: string, member: string): string[] {
    const list = memberText(body, member);
    return list === undefined ? [] : elements(list).map((span) => slice(list, span));
  }

  /** A list moves while it is read, so a movie can stand in it twice; in two lists it is at home in both. */
  #isRepeated(category: string, id: string): boolean {
    const seen = this.#listed.get(category) ?? new Set();
    this.#listed.set(category, seen);
    if (seen.has(id)) return true;
    seen.add(id);
    return false;
  }

  #common(raw: string, date: string): Common {
    return { raw, run_id: this.#runId, extraction_timestamp: new Date(date) };
  }
}
