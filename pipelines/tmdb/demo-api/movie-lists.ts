import type { Catalogue, CatalogueMovie } from './catalogue.ts';
import type { DemoClock } from './clock.ts';
import { standingOn, type Standing } from './drift.ts';
import { injectedInto, withMalformed, type MalformedItem } from './malformed.ts';
import { VISIBLE_ITEMS } from './paging.ts';

export const CATEGORIES = [
  'popular',
  'top_rated',
  'now_playing',
  'upcoming',
  'trending/day',
  'trending/week',
] as const;
export type Category = (typeof CATEGORIES)[number];
export type ListEntry = CatalogueMovie | MalformedItem;

/** A list gives up its own order for movies no other list shows, but keeps at least this many places for it. */
const OWN_PLACES = 2_000;

/** Votes a movie needs before its average counts for much (the usual weighted rating). */
const PRIOR_VOTES = 300;
const PRIOR_AVERAGE = 6.5;

/** Highest score first; equal ones by id, so that the order is the same everywhere. */
function ordered(
  movies: readonly CatalogueMovie[],
  score: (movie: CatalogueMovie) => number,
): CatalogueMovie[] {
  return movies
    .map((movie) => ({ movie, score: score(movie) }))
    .sort((a, b) => b.score - a.score || Number(a.movie.id) - Number(b.movie.id))
    .map(({ movie }) => movie);
}

/** The days of release a windowed list shows, counted from today; TMDB's own windows are about as wide. */
const WINDOWS = { now_playing: [-42, 7], upcoming: [1, 35] } as const;

/**
 * The demo's category lists on one day. A list shows 10,000 movies at most (500 pages of 20), so with more movies
 * than that each list after `popular` keeps its last places for movies that no list before it shows: popular,
 * top_rated and the two trending lists together reach every movie of a catalogue of up to 34,000.
 */
export class MovieLists {
  readonly #catalogue: Catalogue;
  readonly #clock: DemoClock;
  readonly #malformed: boolean;
  readonly #isListed: (movie: CatalogueMovie) => boolean;
  #shownAt: string | undefined;
  #lists = new Map<Category, readonly ListEntry[]>();

  constructor(
    catalogue: Catalogue,
    clock: DemoClock,
    options: { readonly malformed: boolean; readonly isListed: (movie: CatalogueMovie) => boolean },
  ) {
    this.#catalogue = catalogue;
    this.#clock = clock;
    this.#malformed = options.malformed;
    this.#isListed = options.isListed;
  }

  /** Forgets the lists made so far; to be called when movies were removed. */
  reset(): void {
    this.#shownAt = undefined;
  }

  list(category: Category): readonly ListEntry[] {
    const moment = String(this.#clock.moment());
    if (this.#shownAt !== moment) {
      this.#lists = this.#build();
      this.#shownAt = moment;
    }
    return this.#lists.get(category)!;
  }

  window(category: keyof typeof WINDOWS): { minimum: string; maximum: string } {
    const [from, to] = WINDOWS[category];
    return { minimum: this.#clock.day(from), maximum: this.#clock.day(to) };
  }

  #build(): Map<Category, readonly ListEntry[]> {
    const movies = this.#catalogue.movies.filter((movie) => this.#isListed(movie));
    const today = this.#clock.days();
    const standings = new Map(movies.map((movie) => [movie, standingOn(movie.id, movie.base, today)]));
    const standing = (movie: CatalogueMovie): Standing => standings.get(movie)!;
    const popular = ordered(movies, (movie) => standing(movie).popularity);
    const growth = (days: number) => (movie: CatalogueMovie) =>
      standing(movie).popularity - standingOn(movie.id, movie.base, today - days).popularity;
    const reaching = this.#reachingAll(popular, [
      ordered(movies, (movie) => weightedRating(standing(movie))),
      ordered(movies, growth(1)),
      ordered(movies, growth(7)),
    ]);
    const released = (category: keyof typeof WINDOWS): CatalogueMovie[] => {
      const { minimum, maximum } = this.window(category);
      return popular.filter(({ releaseDate }) => releaseDate >= minimum && releaseDate <= maximum);
    };
    const lists: [Category, CatalogueMovie[]][] = [
      ['popular', popular],
      ['top_rated', reaching[0]!],
      ['trending/day', reaching[1]!],
      ['trending/week', reaching[2]!],
      ['now_playing', released('now_playing')],
      ['upcoming', released('upcoming')],
    ];
    return new Map(lists.map(([name, list]) => [name, this.#malformed ? withMalformed(list) : list]));
  }

  #reachingAll(first: CatalogueMovie[], others: CatalogueMovie[][]): CatalogueMovie[][] {
    const visible = VISIBLE_ITEMS - (this.#malformed ? injectedInto(VISIBLE_ITEMS) : 0);
    let unseen = new Set(first.slice(visible));
    return others.map((own) => {
      const promoted = first.filter((movie) => unseen.has(movie)).slice(0, visible - OWN_PLACES);
      const later = new Set(promoted);
      const kept = own.filter((movie) => !later.has(movie));
      const split = visible - promoted.length;
      const list = [...kept.slice(0, split), ...promoted, ...kept.slice(split)];
      const shown = new Set(list.slice(0, visible));
      unseen = new Set([...unseen].filter((movie) => !shown.has(movie)));
      return list;
    });
  }
}

function weightedRating({ voteAverage, voteCount }: Standing): number {
  return (voteAverage * voteCount + PRIOR_AVERAGE * PRIOR_VOTES) / (voteCount + PRIOR_VOTES);
}
