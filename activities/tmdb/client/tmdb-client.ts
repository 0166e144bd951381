import { setMaxListeners } from 'node:events';
import type { Backoff } from '../../connectors/http-retry.ts';
import { HttpClient, UnreadableAnswer, type HttpCounts } from '../../connectors/http-client.ts';
import type { HttpAnswer } from '../../connectors/http-get.ts';
import { RateLimiter } from '../../connectors/http-rate-limiter.ts';
import { TmdbRefused, TmdbUnauthorized } from '../errors.ts';
import { categoryPath } from './categories.ts';
import { credentialsOf, type Credentials } from './credentials.ts';

/** A body in the API's own characters, which is known to be a JSON object. */
export interface TmdbAnswer {
  readonly body: string;
  readonly parsed: Readonly<Record<string, unknown>>;
  /** When the API answered, by its own `Date`: ISO 8601 in UTC. */
  readonly date: string;
}

export interface TmdbListPage extends TmdbAnswer {
  /** How many pages the list has, by this answer: an integer from 0. */
  readonly totalPages: number;
}

export const GONE = Symbol('gone');

export interface TmdbClientOptions {
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  /** Requests a second at most. */
  readonly rateLimit: number;
  readonly retryAttempts: number;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  readonly backoff?: Backoff | undefined;
  /** Milliseconds before the first request; default one window of the rate. */
  readonly quietMs?: number | undefined;
}

type Query = Readonly<Record<string, string | number>>;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * TMDB's API v3, as far as a batch run needs it. Every method throws TmdbUnauthorized on 401 and 403, TmdbRefused on
 * other answers that no retry can change, HttpGaveUp when the retries are used up, and the signal's reason.
 */
export class TmdbClient {
  readonly #options: TmdbClientOptions;
  readonly #credentials: Credentials;
  readonly #http: HttpClient;
  readonly #stopped = new AbortController();

  constructor(options: TmdbClientOptions) {
    this.#options = options;
    const { signal } = options;
    // Every request under way listens to it, and those are more than the ten at which Node suspects a leak.
    setMaxListeners(0, this.#stopped.signal);
    if (signal?.aborted === true) this.stop(signal.reason);
    signal?.addEventListener('abort', () => this.stop(signal.reason), { once: true });
    this.#credentials = credentialsOf(options.apiKey);
    const { rateLimit: perSecond, quietMs, retryAttempts, timeoutMs, backoff } = options;
    this.#http = new HttpClient({
      limiter: new RateLimiter(quietMs === undefined ? { perSecond } : { perSecond, quietMs }),
      retryAttempts,
      headers: { accept: 'application/json', ...this.#credentials.headers },
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(backoff === undefined ? {} : { backoff }),
    });
  }

  get counts(): Readonly<HttpCounts> {
    return this.#http.counts;
  }

  /** Ends every request under way, and those waiting for their turn, with this reason. */
  stop(reason: unknown): void {
    this.#stopped.abort(reason);
  }

  /** The API's list of genres; `genres` is an array. */
  async genres(): Promise<TmdbAnswer> {
    return this.#found('genre/movie/list', {}, hasArray('genres'));
  }

  /** A page of a list, from 1; `results` is an array. */
  async list(category: string, page: number): Promise<TmdbListPage> {
    const answer = await this.#found(categoryPath(category), { page }, isListPage);
    return { ...answer, totalPages: answer.parsed['total_pages'] as number };
  }

  /** A movie with its credits and its first page of reviews, or GONE where the API knows it no longer. */
  async movie(id: string): Promise<TmdbAnswer | typeof GONE> {
    return this.#get(`movie/${id}`, { append_to_response: 'credits,reviews' }, () => undefined);
  }

  /** A page of a movie's reviews, from 1; `results` is an array. */
  async reviews(id: string, page: number): Promise<TmdbAnswer | typeof GONE> {
    return this.#get(`movie/${id}/reviews`, { page }, hasArray('results'));
  }

  async #found(path: string, query: Query, check: Check): Promise<TmdbAnswer> {
    const answer = await this.#get(path, query, check);
    if (answer !== GONE) return answer;
    throw new TmdbRefused(
      `the API at ${this.#options.baseUrl} has no ${path} (404). ` +
        'Check TMDB_BASE_URL: it ends with the version, e.g. https://api.themoviedb.org/3',
    );
  }

  async #get(path: string, query: Query, check: Check): Promise<TmdbAnswer | typeof GONE> {
    const url = new URL(`${this.#options.baseUrl}/${path}`);
    for (const [name, value] of Object.entries({ ...query, ...this.#credentials.query })) {
      url.searchParams.set(name, String(value));
    }
    const read = (answer: HttpAnswer): TmdbAnswer | typeof GONE =>
      readAnswer(
        answer.status === 200 ? answer : { ...answer, body: this.#masked(answer.body) },
        path,
        check,
      );
    return this.#http.get(url, read, this.#stopped.signal);
  }

  /** A proxy's error page may quote the request, key and all. */
  #masked(body: string): string {
    const { apiKey } = this.#options;
    return apiKey === undefined ? body : body.replaceAll(apiKey, '***');
  }
}

/** @returns what is wrong with a body, if anything */
type Check = (parsed: Readonly<Record<string, unknown>>) => string | undefined;

const hasArray =
  (member: string): Check =>
  (parsed) =>
    Array.isArray(parsed[member]) ? undefined : `the body has no list '${member}'`;

/** Without the length of its list, a page would pass for the last one. */
const isListPage: Check = (parsed) => {
  const total = parsed['total_pages'];
  if (Number.isInteger(total) && (total as number) >= 0) return hasArray('results')(parsed);
  return `'total_pages' is ${total === undefined ? 'missing' : JSON.stringify(total)}, and must be an integer from 0`;
};

function readAnswer(answer: HttpAnswer, path: string, check: Check): TmdbAnswer | typeof GONE {
  if (answer.status === 404) return GONE;
  if (answer.status === 401 || answer.status === 403) {
    throw new TmdbUnauthorized(
      `the API answered ${answer.status}: ${ownWords(answer)} ` +
        'Set TMDB_API_KEY to a valid v3 key or v4 read access token (themoviedb.org, Settings, API).',
    );
  }
  if (answer.status !== 200) {
    throw new TmdbRefused(`the API answered ${answer.status} to ${path}: ${ownWords(answer)}`);
  }
  const parsed = parse(answer.body);
  if (!isObject(parsed)) throw new UnreadableAnswer('the body is not a JSON object, or only a part of one');
  const problem = check(parsed);
  if (problem !== undefined) throw new UnreadableAnswer(problem);
  return { body: answer.body, parsed, date: dateOf(answer.headers) };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Every server sends a `Date`; without one the moment of receipt is the best there is. */
function dateOf(headers: Headers): string {
  const date = Date.parse(headers.get('date') ?? '');
  return new Date(Number.isNaN(date) ? Date.now() : date).toISOString();
}

/** TMDB explains itself in `status_message`; a proxy before it may not. */
function ownWords(answer: HttpAnswer): string {
  const parsed = parse(answer.body);
  const message = isObject(parsed) ? parsed['status_message'] : undefined;
  if (typeof message === 'string') return `"${message}"`;
  return answer.body === '' ? '(no text)' : `"${answer.body.slice(0, 200)}"`;
}
