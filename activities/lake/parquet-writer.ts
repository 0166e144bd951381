import { rm } from 'node:fs/promises';
import { ParquetSchema, ParquetWriter } from '@dsnp/parquetjs';
import type { ObjectStore, StoreOptions } from '../connectors/object-store.ts';
import type { DataFile } from './data-file.ts';
import type { FileCache } from './file-cache.ts';
import { uploadFiles } from './upload-files.ts';

/** Key of the schema version in a Parquet footer; readers accept every older one. */
export const SCHEMA_VERSION_KEY = 'tradewind_schema_version';

/** Columns as @dsnp/parquetjs names them, e.g. `{ raw: { type: 'UTF8', compression: 'SNAPPY' } }`. */
export type RowSchema = ConstructorParameters<typeof ParquetSchema>[0];
export type Row = Readonly<Record<string, unknown>>;

export interface RowFile {
  readonly bucket: string;
  readonly key: string;
  readonly columns: RowSchema;
  readonly schemaVersion: number;
  readonly logicalDate?: string;
  readonly partition?: Readonly<Record<string, string>>;
}

/** A row group is closed when it holds this much, so that memory does not grow with the rows. */
const ROWS_PER_GROUP = 4_096;
const BYTES_PER_GROUP = 2 * 1024 ** 2;

/**
 * A Parquet file that is written row by row: on local disk first, in the store and in the cache when it is closed.
 * Either `close` or `discard` must be called.
 */
export class RowFileWriter {
  readonly #file: RowFile;
  readonly #path: string;
  readonly #writer: ParquetWriter;
  #rows = 0;
  #bytesInGroup = 0;

  private constructor(file: RowFile, path: string, writer: ParquetWriter) {
    this.#file = file;
    this.#path = path;
    this.#writer = writer;
  }

  static async open(cache: FileCache, file: RowFile): Promise<RowFileWriter> {
    const path = await cache.temporaryPath();
    const writer = await ParquetWriter.openFile(new ParquetSchema(file.columns), path, {
      rowGroupSize: ROWS_PER_GROUP,
    });
    writer.setMetadata(SCHEMA_VERSION_KEY, String(file.schemaVersion));
    return new RowFileWriter(file, path, writer);
  }

  /** @throws TypeError of the Parquet library when a value does not fit its column */
  async append(row: Row): Promise<void> {
    this.#bytesInGroup += bytesOf(row);
    const full = this.#bytesInGroup >= BYTES_PER_GROUP;
    this.#writer.setRowGroupSize(full ? 1 : ROWS_PER_GROUP);
    await this.#writer.appendRow({ ...row });
    if (full) this.#bytesInGroup = 0;
    this.#rows += 1;
  }

  /** Ends the file and puts it into the store. @returns what a manifest says of it */
  async close(store: ObjectStore, cache: FileCache, options: StoreOptions = {}): Promise<DataFile> {
    await this.#writer.close();
    const { bucket, key, schemaVersion, logicalDate, partition } = this.#file;
    const local = {
      path: this.#path,
      key,
      rows: this.#rows,
      schemaVersion,
      ...(logicalDate === undefined ? {} : { logicalDate }),
      ...(partition === undefined ? {} : { partition }),
    };
    const [uploaded] = await uploadFiles(store, cache, bucket, [local], options);
    return uploaded as DataFile;
  }

  /** Gives the file up; nothing reaches the store. */
  async discard(): Promise<void> {
    if (!this.#writer.closed) await this.#writer.close();
    await rm(this.#path, { force: true });
  }
}

/**
 * Writes rows into one Parquet object, in bounded memory.
 * @returns what a manifest says of the file
 * @throws whatever the source of the rows throws; the object is then not written
 */
export async function writeParquetRows(
  store: ObjectStore,
  cache: FileCache,
  file: RowFile,
  rows: AsyncIterable<Row> | Iterable<Row>,
  options: StoreOptions = {},
): Promise<DataFile> {
  const writer = await RowFileWriter.open(cache, file);
  try {
    for await (const row of rows) {
      options.signal?.throwIfAborted();
      await writer.append(row);
    }
    return await writer.close(store, cache, options);
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

const bytesOf = (row: Row): number =>
  Object.values(row).reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 8), 0);
