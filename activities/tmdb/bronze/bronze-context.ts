import type { TmdbClient } from '../client/tmdb-client.ts';
import type { BronzeParams } from './bronze-params.ts';
import type { Staging } from './staging.ts';

/** What operators see of a run in progress. */
export interface BronzeProgress {
  readonly phase: 'genres' | 'pages' | 'movies' | 'writing' | 'committing';
  readonly done: number;
  readonly total: number;
  /** Sent in this try, retries included. */
  readonly requests: number;
  readonly retries: number;
}

/** What the steps of a fetch have in common. */
export interface FetchContext {
  readonly client: TmdbClient;
  readonly staging: Staging;
  readonly params: BronzeParams;
  /** Ends the names of this try's chunks, so that no other try writes over them. */
  readonly chunkSuffix: string;
  report(phase: BronzeProgress['phase'], done: number, total: number): void;
}
