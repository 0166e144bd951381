import type { DemoDate } from './clock.ts';
import type { FaultPlan } from './faults.ts';

/** How a demo API behaves; everything but the data has a default that makes it a well-behaved TMDB. */
export interface DemoApiOptions {
  /** Folder with movies, credits and reviews `.jsonl.gz`; without it the npm package vega-datasets is served. */
  readonly data?: string;
  /** 0 (default) takes a free port. */
  readonly port?: number;
  /** Accepted v3 keys and v4 tokens; default the demo's own two. */
  readonly keys?: readonly string[];
  /** At most so many answers in any second, else 429; default no limit. */
  readonly rate?: number;
  readonly faults?: Partial<FaultPlan>;
  /** Paths (without query, e.g. `/3/movie/603`) that always answer 500. */
  readonly broken?: readonly string[];
  /** Pause before every answer, ms. */
  readonly latency?: number;
  readonly date?: DemoDate;
  /** The date on which nothing has drifted; default that of the data. */
  readonly baseDate?: string;
  /** Serves every movie this many times, as copies with ids of their own. */
  readonly multiply?: number;
  /** Movies whose details answer 404 while lists still show them. */
  readonly gone?: readonly (number | string)[];
  /** Puts malformed and repeated items into the category lists. */
  readonly malformed?: boolean;
  /** A JSON line per request is appended to this file. */
  readonly requestLog?: string;
  /** How many requests `log` keeps in memory; default 100,000. */
  readonly logLimit?: number;
}

export interface DemoStats {
  readonly movies: number;
  readonly requests: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
}
