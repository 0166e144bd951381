/**
 * What can end a stage of the movie pipeline, each with a stable `type` that crosses Temporal, and with the word on
 * whether another try could help.
 */
abstract class TmdbStageError extends Error {
  abstract readonly type: string;
  abstract readonly nonRetryable: boolean;
  override get name(): string {
    return this.type;
  }
}

/** The API refuses the key. */
export class TmdbUnauthorized extends TmdbStageError {
  readonly type = 'TmdbUnauthorized';
  readonly nonRetryable = true;
}

/** The API cannot be reached, or gives no usable answer at all. */
export class TmdbUnavailable extends TmdbStageError {
  readonly type = 'TmdbUnavailable';
  readonly nonRetryable = false;
}

/** The API refuses a request for what it asks, so asking again is of no use. */
export class TmdbRefused extends TmdbStageError {
  readonly type = 'TmdbRefused';
  readonly nonRetryable = true;
}

/** More pages or movies stayed unreachable than the run allows; what was fetched is kept for the next try. */
export class BronzeIncomplete extends TmdbStageError {
  readonly type = 'BronzeIncomplete';
  readonly nonRetryable = false;
}

/** The API answered every list with nothing in it, which is never true of TMDB: it may be broken for a while. */
export class BronzeEmpty extends TmdbStageError {
  readonly type = 'BronzeEmpty';
  readonly nonRetryable = false;
}

/** The run stands for a time the API can no longer tell of. */
export class BronzePastUnavailable extends TmdbStageError {
  readonly type = 'BronzePastUnavailable';
  readonly nonRetryable = true;
}

/** The run stands for a time that is yet to come. */
export class BronzeFutureDate extends TmdbStageError {
  readonly type = 'BronzeFutureDate';
  readonly nonRetryable = true;
}

/** Committed bronze is not what its manifest says. */
export class BronzeDamaged extends TmdbStageError {
  readonly type = 'BronzeDamaged';
  readonly nonRetryable = true;
}
