import type { ObjectStore } from '../../connectors/object-store.ts';
import type { DuckDBSettings } from '../../lake/duckdb.ts';
import type { FileCache } from '../../lake/file-cache.ts';
import type { RunIdentity } from '../run-identity.ts';
import type { SilverDataset } from './silver-datasets.ts';

export interface SilverInput {
  readonly run: RunIdentity;
}

export interface SilverProgress {
  readonly phase: 'reading' | 'cleaning' | 'scoring' | 'writing' | 'committing';
  /** What the phase is at: a dataset, a logical date. */
  readonly at: string;
  readonly done: number;
  readonly total: number;
}

export interface SilverDeps {
  readonly store: ObjectStore;
  readonly cache: FileCache;
  readonly log: { info(message: string): void; warn(message: string): void };
  readonly signal?: AbortSignal;
  heartbeat(progress: SilverProgress): void;
  readonly duckdb?: Omit<DuckDBSettings, 'signal'>;
}

/** `read = kept + duplicates + rejected`, in rows of bronze; for `credit_entries` in entries of cast and crew. */
export interface SourceNumbers {
  readonly read: number;
  readonly kept: number;
  readonly duplicates: number;
  readonly rejected: number;
}

export interface SilverDatasetResult {
  /** Rows of bronze, or of other sources, that were read for it. */
  readonly rowsRead: number;
  /** Rows of the dataset after the run. */
  readonly rowsTotal: number;
  /** Rows in the files this run wrote: whole partitions, changed or not. */
  readonly rowsWritten: number;
  readonly files: number;
  readonly bytes: number;
}

export interface SilverResult {
  readonly stage: 'silver_transform';
  readonly logicalDate: string;
  readonly datasets: Readonly<Record<SilverDataset, SilverDatasetResult>>;
  readonly sources: Readonly<Record<string, SourceNumbers>>;
  readonly counts: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  readonly seconds: number;
}
