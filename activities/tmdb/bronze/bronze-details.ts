import type { Manifest } from '../../lake/manifest.ts';
import type { BronzeDataset } from './bronze-datasets.ts';
import type { ItemProblem } from './list-items.ts';

/** Numbers of one dataset that must add up: `read` = `kept` + `rejected`, and `kept` = `written`. */
export interface DatasetNumbers {
  /** What there was to take: items delivered, movies asked for, members found. */
  readonly read: number;
  readonly kept: number;
  /** Movies that are gone or stayed unreachable; rows are never rejected in bronze. */
  readonly rejected: number;
  /** Rows in the files. */
  readonly written: number;
}

/** What a fetch leaves in the details of its manifests. */
export interface BronzeDetails {
  /** Tells whether a later run asks for the same. */
  readonly paramsHash: string;
  readonly refetch: boolean;
  readonly numbers: Readonly<Record<BronzeDataset, DatasetNumbers>>;
  readonly counts: BronzeCounts;
  readonly warnings: readonly string[];
}

export interface BronzeCounts extends Readonly<Record<ItemProblem, number>> {
  /** List pages there are to fetch, and those that stayed unreachable. */
  readonly pages: number;
  readonly pagesFailed: number;
  /** Movies asked for in detail. */
  readonly movies: number;
  readonly moviesFailed: number;
  /** Movies in a list of which the API has no details (404). */
  readonly moviesGone: number;
}

/** The details of a manifest that bronze committed. */
export const bronzeDetailsOf = (manifest: Manifest): BronzeDetails =>
  manifest.details as unknown as BronzeDetails;
