/** An answer of the API as it is staged: the body in its own characters. */
export interface StagedAnswer {
  /** When the API answered, by its own clock: ISO 8601 in UTC. */
  readonly date: string;
  readonly body: string;
}

export interface StagedPage extends StagedAnswer {
  readonly category: string;
  readonly page: number;
  readonly totalPages: number;
}

export interface StagedReviewPage extends StagedAnswer {
  readonly page: number;
}

export interface StagedMovie extends StagedAnswer {
  readonly kind: 'movie';
  /** Digits, since ids above 2^53 are no safe number. */
  readonly id: string;
  /** The pages of reviews after the first, which is part of the body. */
  readonly reviewPages: readonly StagedReviewPage[];
}

/** The API listed this movie and then had no details of it. */
export interface StagedGone {
  readonly kind: 'gone';
  readonly id: string;
}

export interface StagedByPhase {
  readonly pages: StagedPage;
  readonly movies: StagedMovie | StagedGone;
}

export type Phase = keyof StagedByPhase;
