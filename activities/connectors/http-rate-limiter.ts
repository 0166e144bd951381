import pLimit from 'p-limit';
import { wait } from './http-retry.ts';

/** A request that is not answered yet is taken to arrive this late at most; an answer shows that it arrived. */
const LONGEST_WAY_MS = 250;
/** Clocks at both ends tick in milliseconds. */
const TICK_MS = 2;

export interface RateLimiterOptions {
  /** Requests a second at most; below 1, one request in each 1/rate seconds. */
  readonly perSecond: number;
  /**
   * Milliseconds before the first request; by default a whole window, because another process may have used up the
   * current one just before it died or was cancelled.
   */
  readonly quietMs?: number;
  readonly now?: () => number;
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Leave to send one request. */
export interface Slot {
  /** To be called when the server has begun to answer: only then is it known that the request has arrived. */
  answered(): void;
}

interface Sent {
  readonly at: number;
  arrivedBy: number;
}

/**
 * Spaces requests so that no second at the server holds more than the allowed number, however slow the network or
 * either process is: a request is sent at least 1/rate after the one before it, and a second after the one `rate`
 * places before it is known to have arrived. Nothing unused is saved up, so there is no burst.
 */
export class RateLimiter {
  readonly #spacingMs: number;
  readonly #windowMs: number;
  readonly #perWindow: number;
  readonly #recent: Sent[] = [];
  readonly #oneAtATime = pLimit(1);
  readonly #now: () => number;
  readonly #sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  #notBefore: number;

  constructor(options: RateLimiterOptions) {
    const { perSecond } = options;
    this.#spacingMs = 1000 / perSecond;
    this.#perWindow = Math.max(1, Math.floor(perSecond));
    this.#windowMs = Math.max(1000, this.#spacingMs) + TICK_MS;
    this.#now = options.now ?? (() => performance.now());
    this.#sleep = options.sleep ?? wait;
    this.#notBefore = this.#now() + (options.quietMs ?? this.#windowMs);
  }

  /**
   * Waits for leave to send one request, in the order of asking.
   * @throws the signal's reason when it aborts first
   */
  async acquire(signal?: AbortSignal): Promise<Slot> {
    return this.#oneAtATime(async () => {
      signal?.throwIfAborted();
      for (let ms = this.#msToWait(); ms > 0; ms = this.#msToWait()) await this.#sleep(Math.ceil(ms), signal);
      const at = this.#now();
      const sent: Sent = { at, arrivedBy: at + LONGEST_WAY_MS };
      this.#recent.push(sent);
      if (this.#recent.length > this.#perWindow) this.#recent.shift();
      this.#notBefore = Math.max(this.#notBefore, at + this.#spacingMs);
      return { answered: () => void (sent.arrivedBy = Math.min(sent.arrivedBy, this.#now())) };
    });
  }

  /** Sends nothing for so long, for everybody: what a server asks for by Retry-After. */
  pause(ms: number): void {
    this.#notBefore = Math.max(this.#notBefore, this.#now() + ms);
  }

  #msToWait(): number {
    const oldest = this.#recent.length === this.#perWindow ? this.#recent[0] : undefined;
    const windowFree = oldest === undefined ? 0 : oldest.arrivedBy + this.#windowMs;
    return Math.max(this.#notBefore, windowFree) - this.#now();
  }
}
