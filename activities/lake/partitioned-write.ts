import { join } from 'node:path';
import type { ObjectStore } from '../connectors/object-store.ts';
import { dataFileName, type DataFile, type FileOwner } from './data-file.ts';
import type { DuckDB } from './duckdb.ts';
import type { FileCache } from './file-cache.ts';
import { SCHEMA_VERSION_KEY } from './parquet-writer.ts';
import { partitionKey } from './partition-key.ts';
import { sqlText } from './sql-text.ts';
import { uploadFiles, type LocalFile } from './upload-files.ts';

export interface PartitionedWrite {
  readonly bucket: string;
  readonly dataset: string;
  readonly schemaVersion: number;
  readonly owner: FileOwner;
  /** Number of the first file: beyond those the owner has already written, so that nothing is overwritten. */
  readonly firstNumber: number;
  readonly logicalDate?: string;
  /** The table or subquery to write; it has the partition columns as VARCHAR, already padded. */
  readonly source: string;
  /** Names of the partition columns, outermost first; they are in the keys only. */
  readonly partitionBy: readonly string[];
  /** The order of rows within a file. */
  readonly orderBy: string;
}

export interface WriteDeps {
  readonly store: ObjectStore;
  readonly cache: FileCache;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Partitions in one COPY. DuckDB holds buffers for each file it has open: 100 took 300 MB, several thousand did not fit
 * into any limit we could give it, and one COPY for each partition took twice as long.
 */
const PARTITIONS_PER_COPY = 50;

interface Partition {
  readonly part_number: number;
  readonly part_rows: number;
  readonly [column: string]: string | number;
}

/**
 * Writes rows as one Parquet file for each partition, and uploads the files of one batch while the next is written.
 * @returns what a manifest says of the files, by partition
 */
export async function writePartitions(
  duckdb: DuckDB,
  { store, cache, signal, onProgress }: WriteDeps,
  write: PartitionedWrite,
): Promise<DataFile[]> {
  const columns = write.partitionBy.join(', ');
  await duckdb.run(`
    CREATE OR REPLACE TEMP TABLE all_parts AS
      SELECT CAST(row_number() OVER (ORDER BY ${columns}) - 1 AS INTEGER) AS part_number, part_rows, ${columns}
      FROM (SELECT ${columns}, CAST(count(*) AS INTEGER) AS part_rows FROM ${write.source} GROUP BY ${columns});
    CREATE OR REPLACE TEMP TABLE _sorted AS
      SELECT * EXCLUDE (part_rows) FROM ${write.source} JOIN all_parts USING (${columns}) ORDER BY part_number, ${write.orderBy};`);
  const partitions = await duckdb.rows<Partition>('SELECT * FROM all_parts ORDER BY part_number');
  const files: DataFile[] = [];
  const upload = async (batch: readonly LocalFile[]): Promise<void> => {
    files.push(
      ...(await uploadFiles(store, cache, write.bucket, batch, signal === undefined ? {} : { signal })),
    );
    onProgress?.(files.length, partitions.length);
  };
  let uploading: Promise<void> = Promise.resolve();
  // With several threads each would write a file of its own into every partition.
  await duckdb.run('SET threads = 1; SET preserve_insertion_order = true');
  try {
    for (let from = 0; from < partitions.length; from += PARTITIONS_PER_COPY) {
      const written = await copyBatch(duckdb, write, from);
      const batch = written.map(({ part, path }) => describe(write, partitions[part]!, path));
      await uploading;
      uploading = upload(batch);
      // Awaited one round later; a fault must not count as unhandled until then.
      uploading.catch(() => undefined);
    }
    await uploading;
  } finally {
    await uploading.catch(() => undefined);
    await duckdb.run(
      'RESET threads; SET preserve_insertion_order = false; DROP TABLE all_parts; DROP TABLE _sorted',
    );
  }
  return files;
}

async function copyBatch(
  duckdb: DuckDB,
  write: PartitionedWrite,
  from: number,
): Promise<{ part: number; path: string }[]> {
  const folder = join(duckdb.folder, `${write.dataset}-${from}`);
  const { Files: paths } = await duckdb.row<{ Files: string[] }>(`
    COPY (
      SELECT * EXCLUDE (${write.partitionBy.join(', ')}) FROM _sorted
      WHERE part_number >= ${from} AND part_number < ${from + PARTITIONS_PER_COPY}
    ) TO ${sqlText(folder)} (
      FORMAT parquet, COMPRESSION snappy, PARTITION_BY (part_number), RETURN_FILES true,
      KV_METADATA { ${SCHEMA_VERSION_KEY}: '${write.schemaVersion}' }
    )`);
  return paths.map((path) => {
    const part = /part_number=(\d+)/.exec(path.slice(folder.length));
    if (part === null)
      throw new Error(`DuckDB wrote '${path}', expected is a folder part_number=N in its path.`);
    return { part: Number(part[1]), path };
  });
}

function describe(write: PartitionedWrite, partition: Partition, path: string): LocalFile {
  const values = Object.fromEntries(write.partitionBy.map((name) => [name, String(partition[name])]));
  return {
    path,
    rows: partition.part_rows,
    key: `${write.dataset}/${partitionKey(values)}${dataFileName(write.owner, write.firstNumber + partition.part_number)}`,
    schemaVersion: write.schemaVersion,
    partition: values,
    ...(write.logicalDate === undefined ? {} : { logicalDate: write.logicalDate }),
  };
}
