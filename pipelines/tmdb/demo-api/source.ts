/** Where the demo's movies come from, in TMDB's shapes, as the source's own JSON text. */
export interface MovieSource {
  readonly name: string;
  /** What in it is not real, in words a reader understands. */
  readonly synthetic: readonly string[];
  /** The date on which the source's numbers were taken: there nothing drifts. */
  readonly baseDate: string;
  /** One details object (`/movie/{id}`) each, UTF-8. */
  readonly movies: readonly Buffer[];
  /** The credits object of a movie, without its `id`. */
  creditsOf(id: string): string;
  /** The review objects of a movie, in the order they are paged. */
  reviewsOf(id: string): readonly string[];
}

export const NO_CREDITS = '{"cast":[],"crew":[]}';
