import type { ObjectStore } from '../../connectors/object-store.ts';
import { dataFileName } from '../../lake/data-file.ts';
import type { FileCache } from '../../lake/file-cache.ts';
import { BUCKETS } from '../../lake/layers.ts';
import { RowFileWriter } from '../../lake/parquet-writer.ts';
import { logicalDatePartition, partitionKey } from '../../lake/partition-key.ts';
import type { RunIdentity } from '../run-identity.ts';
import { BRONZE_SCHEMA_VERSION, type BronzeDataset } from './bronze-datasets.ts';
import { BRONZE_SCHEMAS } from './bronze-schemas.ts';
import type { WrittenDataset } from './commit-bronze.ts';

export interface WriterTarget {
  readonly store: ObjectStore;
  readonly cache: FileCache;
  readonly run: RunIdentity;
  readonly signal: AbortSignal;
}

interface BronzeRow {
  readonly extraction_timestamp: Date;
}

/** Writes the rows of one dataset into one immutable file, which is begun with the first row. */
export class DatasetWriter {
  readonly #dataset: BronzeDataset;
  readonly #target: WriterTarget;
  #file: RowFileWriter | undefined;
  #latest = 0;
  #rows = 0;

  constructor(dataset: BronzeDataset, target: WriterTarget) {
    this.#dataset = dataset;
    this.#target = target;
  }

  get rows(): number {
    return this.#rows;
  }

  async push(row: BronzeRow): Promise<void> {
    this.#file ??= await this.#open();
    this.#latest = Math.max(this.#latest, row.extraction_timestamp.getTime());
    this.#rows += 1;
    await this.#file.append({ ...row });
  }

  /** Puts the file into the store. No rows, no file. */
  async finish(): Promise<WrittenDataset> {
    if (this.#file === undefined) return { files: [] };
    const { store, cache, signal } = this.#target;
    const file = await this.#file.close(store, cache, { signal });
    return { files: [file], dataThrough: new Date(this.#latest).toISOString() };
  }

  /** Gives the file up; nothing of it stays on the disk. */
  async discard(): Promise<void> {
    await this.#file?.discard();
  }

  async #open(): Promise<RowFileWriter> {
    const { run, cache } = this.#target;
    const partition = logicalDatePartition(run.logicalDate, ['year', 'month', 'day', 'hour']);
    return RowFileWriter.open(cache, {
      bucket: BUCKETS.bronze,
      key: `${this.#dataset}/${partitionKey(partition)}${dataFileName(run, 0)}`,
      columns: BRONZE_SCHEMAS[this.#dataset],
      schemaVersion: BRONZE_SCHEMA_VERSION,
      logicalDate: run.logicalDate,
      partition,
    });
  }
}
