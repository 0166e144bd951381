import type { Context } from '@temporalio/activity';

/** An idle handler still beats this often, so that a lost process is noticed within the heartbeat timeout. */
const BEATS_PER_TIMEOUT = 3;

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
    const every = (context.info.heartbeatTimeoutMs ?? 300_000) / BEATS_PER_TIMEOUT;
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
