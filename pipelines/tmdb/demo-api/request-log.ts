import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

export interface LoggedRequest {
  /** 1 for the first request under /3. */
  readonly n: number;
  /** Arrival, ms since 1970 with a fraction, from a clock that never goes back. */
  readonly arrivedMs: number;
  readonly method: string;
  /** Path and query, without the API key. */
  readonly path: string;
  /** HTTP status; 0 while there is none, and for good when the request got no answer. */
  status: number;
  /** The injected fault, if any. */
  readonly fault?: string;
}

/** Path and query with the key's value hidden: a log is no place for secrets. */
const withoutKey = (url: string): string => url.replace(/([?&]api_key=)[^&]*/g, '$1***');

export const now = (): number => performance.timeOrigin + performance.now();

/** Every request under /3 in order of arrival: the newest in memory, all of them in a file where one is named. */
export class RequestLog {
  readonly entries: LoggedRequest[] = [];
  readonly #most: number;
  readonly #file: WriteStream | undefined;
  #count = 0;

  constructor(options: { readonly most: number; readonly file?: string | undefined }) {
    this.#most = options.most;
    this.#file = options.file === undefined ? undefined : createWriteStream(options.file, { flags: 'a' });
  }

  get count(): number {
    return this.#count;
  }

  arrived(method: string, url: string, faultOf: (n: number) => string | undefined): LoggedRequest {
    this.#count += 1;
    const fault = faultOf(this.#count);
    const entry: LoggedRequest = {
      n: this.#count,
      arrivedMs: now(),
      method,
      path: withoutKey(url),
      status: 0,
      ...(fault === undefined ? {} : { fault }),
    };
    this.entries.push(entry);
    if (this.entries.length > this.#most) this.entries.shift();
    return entry;
  }

  /** The request is over, answered or not: only now it goes to the file. */
  ended(entry: LoggedRequest): void {
    this.#file?.write(`${JSON.stringify(entry)}\n`);
  }

  clear(): void {
    this.entries.length = 0;
  }

  async close(): Promise<void> {
    if (this.#file === undefined) return;
    this.#file.end();
    await finished(this.#file);
  }
}
