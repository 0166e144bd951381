import { nextFileNumber, type DataFile } from '../../lake/data-file.ts';
import type { DuckDB } from '../../lake/duckdb.ts';
import { BUCKETS } from '../../lake/layers.ts';
import type { Manifest } from '../../lake/manifest.ts';
import { partitionKey } from '../../lake/partition-key.ts';
import { writePartitions } from '../../lake/partitioned-write.ts';
import type { RunIdentity } from '../run-identity.ts';
import type { SilverDeps } from './silver-deps.ts';
import { SILVER_SCHEMA_VERSION, type SilverDataset } from './silver-datasets.ts';
import { changedPartitions } from './sql/merge.ts';

export interface DatasetChange {
  readonly dataset: SilverDataset;
  readonly partitionBy: readonly string[];
  readonly orderBy: string;
  /** Rows as they are committed, and as they are to be, each with its partition columns. */
  readonly before: string;
  readonly after: string;
  /** Committed files that hold `before`. */
  readonly replaceable: readonly DataFile[];
  readonly logicalDate?: string;
}

export interface WrittenDataset {
  /** The files that hold `after`: untouched ones and new ones. */
  readonly files: readonly DataFile[];
  readonly written: readonly DataFile[];
}

/** Writes the partitions whose rows changed, and no other. Nothing is committed yet. */
export async function writeDataset(
  duckdb: DuckDB,
  deps: SilverDeps,
  run: Pick<RunIdentity, 'runId' | 'tryNumber'>,
  change: DatasetChange,
  committed: Manifest | undefined,
): Promise<WrittenDataset> {
  const { dataset, partitionBy, orderBy, before, after } = change;
  await duckdb.run(
    `CREATE OR REPLACE TEMP TABLE changed AS ${changedPartitions(before, after, partitionBy)}`,
  );
  const changed = await duckdb.rows<Record<string, string>>('FROM changed');
  const keys = new Set(changed.map((values) => keyOf(partitionBy, values)));
  const untouched = change.replaceable.filter((file) => !keys.has(keyOf(partitionBy, file.partition ?? {})));
  const written =
    keys.size === 0
      ? []
      : await writePartitions(
          duckdb,
          {
            ...deps,
            onProgress: (done, total) => deps.heartbeat({ phase: 'writing', at: dataset, done, total }),
          },
          {
            bucket: BUCKETS.silver,
            dataset,
            schemaVersion: SILVER_SCHEMA_VERSION,
            owner: run,
            firstNumber: nextFileNumber(run, committed?.files ?? []),
            source: `(FROM ${after} SEMI JOIN changed USING (${partitionBy.join(', ')}))`,
            partitionBy,
            orderBy,
            ...(change.logicalDate === undefined ? {} : { logicalDate: change.logicalDate }),
          },
        );
  return { files: [...untouched, ...written], written };
}

const keyOf = (names: readonly string[], values: Readonly<Record<string, string>>): string =>
  partitionKey(Object.fromEntries(names.map((name) => [name, values[name]])));
