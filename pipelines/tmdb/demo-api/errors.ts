/** TMDB's content type, of answers and errors alike. */
export const JSON_TYPE = 'application/json;charset=utf-8';

/** TMDB's own error table (https://developer.themoviedb.org/docs/errors), as far as this server uses it. */
const TMDB_ERRORS = {
  6: { http: 404, message: 'Invalid id: The pre-requisite id is invalid or not found.' },
  7: { http: 401, message: 'Invalid API key: You must be granted a valid key.' },
  9: { http: 503, message: 'Service offline: This service is temporarily offline, try again later.' },
  11: { http: 500, message: 'Internal error: Something went wrong, contact TMDB.' },
  20: { http: 422, message: 'Invalid date range: Should be a range no longer than 14 days.' },
  22: {
    http: 400,
    message: 'Invalid page: Pages start at 1 and max at 500. They are expected to be an integer.',
  },
  23: { http: 400, message: 'Invalid date: Format needs to be YYYY-MM-DD.' },
  24: { http: 504, message: 'Your request to the backend server timed out. Try again.' },
  25: { http: 429, message: 'Your request count (#) is over the allowed limit of (40).' },
  27: {
    http: 400,
    message: 'Too many append to response objects: The maximum number of remote calls is 20.',
  },
  34: { http: 404, message: 'The resource you requested could not be found.' },
  42: { http: 405, message: 'This request method is not supported for this resource.' },
  43: { http: 502, message: "Couldn't connect to the backend server." },
} as const;

export type TmdbErrorCode = keyof typeof TMDB_ERRORS;

/** An answer in TMDB's error shape: thrown by a route, turned into a response by the server. */
export class TmdbError extends Error {
  readonly code: TmdbErrorCode;
  readonly http: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: TmdbErrorCode, options: { message?: string; headers?: Record<string, string> } = {}) {
    super(options.message ?? TMDB_ERRORS[code].message);
    this.name = 'TmdbError';
    this.code = code;
    this.http = TMDB_ERRORS[code].http;
    this.headers = options.headers ?? {};
  }

  body(): string {
    return JSON.stringify({ success: false, status_code: this.code, status_message: this.message });
  }
}

/** 429 with the count and the limit in the places TMDB's text has for them, and when to come back. */
export function tooManyRequests(count: number, limit: number, retryAfterSeconds: number): TmdbError {
  return new TmdbError(25, {
    message: `Your request count (${count}) is over the allowed limit of (${limit}).`,
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}
