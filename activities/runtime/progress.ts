import type { Context } from '@temporalio/activity';

/** A handler that is busy with something else still beats this often, so that only a lost process is taken for lost. */
const BEATS_PER_TIMEOUT = 3;

/** A cancellation arrives as the answer to a heartbeat: this is how long it may take. */
const SLOWEST_BEAT_MS = 5_000;

/**
 * Heartbeats for a handler that may be busy with something else: what it recorded last is sent again and again.
 */
export class Progress {
  readonly #context: Context;
  readonly #timer: NodeJS.Timeout;
  #details: unknown;

  constructor(context: Context) {
    this.#context = context;
    this.#details = context.info.heartbeatDetails;
    const every = Math.min(
      (context.info.heartbeatTimeoutMs ?? Infinity) / BEATS_PER_TIMEOUT,
      SLOWEST_BEAT_MS,
    );
    this.#timer = setInterval(() => context.heartbeat(this.#details), every);
  }

  record(details: unknown): void {
    this.#details = details;
    this.#context.heartbeat(details);
  }

  get details(): unknown {
    return this.#details;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
