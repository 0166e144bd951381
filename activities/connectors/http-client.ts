import { HttpConnectionError, httpGet, withoutQuery, type HttpAnswer } from './http-get.ts';
import type { RateLimiter } from './http-rate-limiter.ts';
import { BACKOFF, backoffMs, retryAfterMs, wait, type Backoff } from './http-retry.ts';

const TIMEOUT_MS = 30_000;
/** A server that says "too many requests" is waited for so often, beside the tries for failures. */
const MOST_THROTTLED = 10;
/** A server that wants to be left alone for longer is given up on: the task's own retry comes later. */
const LONGEST_PAUSE_MS = 600_000;

const TOO_MANY_REQUESTS = 429;
const PASSING_STATUS: ReadonlySet<number> = new Set([
  408, 425, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529,
]);

/** Thrown by a reader of answers: this one is broken, so the request is worth another try. */
export class UnreadableAnswer extends Error {
  override readonly name = 'UnreadableAnswer';
}

/** Every allowed try of a request failed for a reason that may pass. */
export class HttpGaveUp extends Error {
  override readonly name = 'HttpGaveUp';
  /** Whether the last try got no answer at all. */
  readonly unreachable: boolean;
  constructor(message: string, unreachable: boolean) {
    super(message);
    this.unreachable = unreachable;
  }
}

export interface HttpClientOptions {
  readonly limiter: RateLimiter;
  /** Further tries after the first, for failures that may pass. */
  readonly retryAttempts: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly backoff?: Backoff;
}

export interface HttpCounts {
  /** Everything that was sent, retries included. */
  requests: number;
  retries: number;
  /** Answers that said "too many requests". */
  throttled: number;
}

interface Failure {
  readonly why: string;
  readonly unreachable: boolean;
  readonly throttled: boolean;
  readonly retryAfterMs?: number | undefined;
}

/**
 * GET at a limited rate, every try counted. Failures that may pass (no connection, reset, time-out, 5xx, 429, an
 * answer its reader calls unreadable) are tried again; all else is the reader's to judge.
 */
export class HttpClient {
  readonly counts: HttpCounts = { requests: 0, retries: 0, throttled: 0 };
  readonly #options: HttpClientOptions;

  constructor(options: HttpClientOptions) {
    this.#options = options;
  }

  /**
   * @param read makes a value of an answer; throws UnreadableAnswer to have the request tried again
   * @throws HttpGaveUp when no try is left; what `read` throws; the signal's reason when it aborts
   */
  async get<T>(url: URL, read: (answer: HttpAnswer) => T, signal?: AbortSignal): Promise<T> {
    for (let failures = 0, throttled = 0; ; this.counts.retries += 1) {
      const outcome = await this.#try(url, read, signal);
      if ('value' in outcome) return outcome.value;
      const { failure } = outcome;
      if (failure.throttled) throttled += 1;
      else failures += 1;
      const pause = failure.retryAfterMs ?? backoffMs(failures + throttled, this.#options.backoff ?? BACKOFF);
      if (failures > this.#options.retryAttempts || throttled > MOST_THROTTLED || pause > LONGEST_PAUSE_MS) {
        throw gaveUp(url, failures + throttled, failure);
      }
      if (failure.throttled) this.#options.limiter.pause(pause);
      else await wait(pause, signal);
    }
  }

  async #try<T>(
    url: URL,
    read: (answer: HttpAnswer) => T,
    signal?: AbortSignal,
  ): Promise<{ readonly value: T } | { readonly failure: Failure }> {
    const { limiter, headers, timeoutMs = TIMEOUT_MS } = this.#options;
    const slot = await limiter.acquire(signal);
    this.counts.requests += 1;
    try {
      const answer = await httpGet({
        url,
        timeoutMs,
        onAnswer: () => slot.answered(),
        ...(headers === undefined ? {} : { headers }),
        ...(signal === undefined ? {} : { signal }),
      });
      const failure = this.#failureOf(answer);
      return failure === undefined ? { value: read(answer) } : { failure };
    } catch (error) {
      if (error instanceof HttpConnectionError) {
        return { failure: { why: error.message, unreachable: true, throttled: false } };
      }
      if (error instanceof UnreadableAnswer) {
        return { failure: { why: error.message, unreachable: false, throttled: false } };
      }
      throw error;
    }
  }

  #failureOf(answer: HttpAnswer): Failure | undefined {
    const throttled = answer.status === TOO_MANY_REQUESTS;
    if (throttled) this.counts.throttled += 1;
    if (!throttled && !PASSING_STATUS.has(answer.status)) return undefined;
    return {
      why: `HTTP ${answer.status}`,
      unreachable: false,
      throttled,
      retryAfterMs: retryAfterMs(answer.headers),
    };
  }
}

function gaveUp(url: URL, tries: number, last: Failure): HttpGaveUp {
  const asked =
    last.retryAfterMs === undefined
      ? ''
      : `, which asks to come back in ${Math.ceil(last.retryAfterMs / 1000)} s`;
  return new HttpGaveUp(
    `${withoutQuery(url)} failed ${tries} ${tries === 1 ? 'time' : 'times'}, last with: ${last.why}${asked}`,
    last.unreachable,
  );
}
