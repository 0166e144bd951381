import { buildCatalogue, type Catalogue } from './catalogue.ts';
import { DemoClock } from './clock.ts';
import { NO_FAULTS, type FaultPlan } from './faults.ts';
import { folderSource } from './folder-source.ts';
import { DEMO_V3_KEY, DEMO_V4_TOKEN } from './keys.ts';
import { MALFORMED_ITEMS, type MalformedItem } from './malformed.ts';
import { MovieLists } from './movie-lists.ts';
import type { DemoApiOptions } from './options.ts';
import { vegaSource } from './vega-source.ts';

/** All a running demo API knows; the control end-points change it, the routes read it. */
export interface DemoState {
  readonly catalogue: Catalogue;
  readonly clock: DemoClock;
  readonly lists: MovieLists;
  readonly keys: readonly string[];
  readonly malformedById: ReadonlyMap<string, MalformedItem>;
  /** Ids whose details answer 404, with the day since when. */
  readonly gone: Map<string, string>;
  /** Ids that are also out of every list. */
  readonly removed: Set<string>;
  faults: FaultPlan;
}

/** @throws Error when the data cannot be read or the date not understood */
export function createState(options: DemoApiOptions): DemoState {
  const source = options.data === undefined ? vegaSource() : folderSource(options.data);
  const catalogue = buildCatalogue(source, options.multiply ?? 1);
  const clock = new DemoClock(options.baseDate ?? source.baseDate, options.date ?? 'base');
  const removed = new Set<string>();
  const malformed = options.malformed ?? false;
  return {
    catalogue,
    clock,
    lists: new MovieLists(catalogue, clock, { malformed, isListed: (movie) => !removed.has(movie.id) }),
    keys: options.keys ?? [DEMO_V3_KEY, DEMO_V4_TOKEN],
    malformedById: new Map(
      (malformed ? MALFORMED_ITEMS : []).flatMap((item) => (item.details ? [[item.details.id, item]] : [])),
    ),
    gone: new Map((options.gone ?? []).map((id) => [String(id), clock.day()])),
    removed,
    faults: { ...NO_FAULTS, ...options.faults },
  };
}
