/** The silver tables that gold is made of; `loadSources` fills them. */
export type SourceTable = 'movies' | 'reviews' | 'snapshots';

export interface ViewParameters {
  /** ISO 8601 in UTC: what "now" means in every view. */
  readonly logicalDate: string;
  /** Days of each rolling window, e.g. `[7, 30, 90]`. */
  readonly windows: readonly number[];
}

/** One view of gold: a SELECT over the silver tables, one row per key, in the order of its key or rank. */
export interface GoldView {
  readonly name: string;
  /** Columns that tell rows apart, in the order in which a document's `_id` is made of them. */
  readonly key: readonly string[];
  /** The tables it reads; the newest extraction among their rows is the view's `data_through`. */
  readonly reads: readonly SourceTable[];
  readonly sql: (parameters: ViewParameters) => string;
}

/** A timestamp literal in UTC, whatever the session's time zone. */
export const timestamp = (iso: string): string =>
  `TIMESTAMP '${new Date(iso).toISOString().replace('T', ' ').replace('Z', '')}'`;
