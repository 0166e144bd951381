import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import { addAboutRoutes } from './about-routes.ts';
import { addControlRoutes } from './control-routes.ts';
import { createState, type DemoState } from './demo-state.ts';
import { addErrorAnswers } from './error-answers.ts';
import { addGate } from './gate.ts';
import { addListRoutes } from './list-routes.ts';
import { addMovieRoutes } from './movie-routes.ts';
import type { DemoApiOptions, DemoStats } from './options.ts';
import { RequestLog, type LoggedRequest } from './request-log.ts';

const LOG_LIMIT = 100_000;

/** A running demo API. */
export interface DemoApi {
  /** What `TMDB_BASE_URL` is set to: `http://127.0.0.1:PORT/3`. */
  readonly url: string;
  /** Where `/_control/…` is found: the same without `/3`. */
  readonly origin: string;
  /** The keys it takes; the first one is for everyday use. */
  readonly keys: readonly string[];
  /** The data's name and what of it is made up. */
  readonly source: { readonly name: string; readonly synthetic: readonly string[] };
  /** The requests under /3 in order of arrival. */
  readonly log: readonly LoggedRequest[];
  stats(): DemoStats;
  /** Changes the day it shows, as `PUT /_control/date` does. */
  setDate(date: string): void;
  close(): Promise<void>;
}

function countOf(keys: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

const statsOf = (state: DemoState, log: RequestLog): DemoStats => ({
  movies: state.catalogue.movies.length,
  requests: log.count,
  byStatus: countOf(log.entries.map((entry) => String(entry.status))),
  faults: countOf(log.entries.flatMap((entry) => entry.fault ?? [])),
});

/**
 * Starts a TMDB-v3-compatible server on 127.0.0.1.
 * @throws Error when the data cannot be read, the date is not understood or the port is taken
 */
export async function startDemoApi(options: DemoApiOptions = {}): Promise<DemoApi> {
  const state = createState(options);
  const log = new RequestLog({ most: options.logLimit ?? LOG_LIMIT, file: options.requestLog });
  // Requests that were left without an answer on purpose must not keep it from closing.
  const server = fastify({ forceCloseConnections: true });
  addErrorAnswers(server);
  addGate(server, state, log, options);
  addListRoutes(server, state);
  addAboutRoutes(server, state);
  addMovieRoutes(server, state);
  addControlRoutes(server, state, log, () => statsOf(state, log));
  await server.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  const origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return {
    url: `${origin}/3`,
    origin,
    keys: state.keys,
    source: state.catalogue.source,
    log: log.entries,
    stats: () => statsOf(state, log),
    setDate: (date) => state.clock.set(date),
    close: async () => {
      await server.close();
      await log.close();
    },
  };
}
