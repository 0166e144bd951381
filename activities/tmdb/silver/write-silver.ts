import type { DuckDB } from '../../lake/duckdb.ts';
import type { DataFile } from '../../lake/data-file.ts';
import type { RunIdentity } from '../run-identity.ts';
import { commitSilver, sum } from './commit-silver.ts';
import type { BronzeCommits, SilverManifests } from './load.ts';
import type { SilverDatasetResult, SilverDeps } from './silver-deps.ts';
import {
  DATED,
  MERGED,
  SILVER_DATASETS,
  type DatedDataset,
  type MergedDataset,
  type SilverDataset,
} from './silver-datasets.ts';
import { countDataset, SOURCES_OF, type DatasetNumbers, type Sources } from './silver-numbers.ts';
import { DATED_DATASETS, MERGED_DATASETS, replaceableFiles } from './silver-state.ts';
import { timestamp } from './sql/run-rows.ts';
import { datedPartition, partitioned } from './sql/schema.ts';
import { writeDataset, type WrittenDataset } from './write-dataset.ts';

export interface Writing {
  readonly run: RunIdentity;
  readonly manifests: SilverManifests;
  /** Logical dates whose parts of the dated datasets are replaced. */
  readonly logicalDates: readonly string[];
  /** Made of nothing: committed files that are not replaced are left out, not kept. */
  readonly rebuild: boolean;
  readonly sources: Sources;
  /** The bronze of the run's logical date, where it is all that was merged. */
  readonly bronze?: BronzeCommits;
}

export interface WrittenSilver {
  readonly datasets: Readonly<Record<SilverDataset, SilverDatasetResult>>;
  readonly numbers: Readonly<Record<SilverDataset, DatasetNumbers>>;
}

const of = <T>(value: (dataset: SilverDataset) => T): Record<SilverDataset, T> =>
  Object.fromEntries(SILVER_DATASETS.map((dataset) => [dataset, value(dataset)])) as Record<SilverDataset, T>;

/** Writes what changed, then commits all of it. */
export async function writeSilver(
  duckdb: DuckDB,
  deps: SilverDeps,
  writing: Writing,
): Promise<WrittenSilver> {
  const written: Partial<Record<SilverDataset, WrittenDataset>> = {};
  const numbers: Partial<Record<SilverDataset, DatasetNumbers>> = {};
  for (const dataset of DATED_DATASETS) written[dataset] = await writeDated(duckdb, deps, writing, dataset);
  for (const dataset of MERGED_DATASETS) written[dataset] = await writeMerged(duckdb, deps, writing, dataset);
  for (const dataset of SILVER_DATASETS) numbers[dataset] = await countDataset(duckdb, dataset);
  const all = { written, numbers } as {
    written: Record<SilverDataset, WrittenDataset>;
    numbers: Record<SilverDataset, DatasetNumbers>;
  };
  await commitSilver(deps, {
    run: writing.run,
    files: of((dataset) => all.written[dataset].files),
    dataThrough: Object.fromEntries(
      SILVER_DATASETS.flatMap((dataset) => {
        const through = latest(all.numbers[dataset].dataThrough, writing.manifests[dataset]?.dataThrough);
        return through === undefined ? [] : [[dataset, through]];
      }),
    ),
    details: of((dataset) => detailsOf(dataset, writing, all.numbers[dataset], all.written[dataset].written)),
  });
  return {
    numbers: all.numbers,
    datasets: of((dataset) => {
      const files = all.written[dataset].written;
      return {
        rowsRead: SOURCES_OF[dataset].reduce(
          (total, source) => total + (writing.sources[source]?.read ?? 0),
          0,
        ),
        rowsTotal: sum(all.written[dataset].files, 'rows'),
        rowsWritten: sum(files, 'rows'),
        files: files.length,
        bytes: sum(files, 'bytes'),
      };
    }),
  };
}

/** What a reader of the manifest can check: sources that add up, rows before and after, and what was written. */
function detailsOf(
  dataset: SilverDataset,
  { sources, bronze }: Writing,
  { before, after, ok, warn, reasons }: DatasetNumbers,
  written: readonly DataFile[],
): Record<string, unknown> {
  return {
    ...(bronze === undefined ? {} : { bronze }),
    sources: Object.fromEntries(SOURCES_OF[dataset].map((source) => [source, sources[source]])),
    rows: { before, after, ok, warn, reasons },
    written: { rows: sum(written, 'rows'), files: written.length, bytes: sum(written, 'bytes') },
  };
}

async function writeMerged(
  duckdb: DuckDB,
  deps: SilverDeps,
  { run, manifests, rebuild }: Writing,
  dataset: MergedDataset,
): Promise<WrittenDataset> {
  const change = {
    dataset,
    ...MERGED[dataset],
    before: partitioned(dataset, `old_${dataset}`, 'old_movies'),
    after: partitioned(dataset, dataset, 'movies'),
    replaceable: rebuild ? [] : replaceableFiles(manifests, dataset, run.logicalDate),
  };
  return writeDataset(duckdb, deps, run, change, manifests[dataset]);
}

async function writeDated(
  duckdb: DuckDB,
  deps: SilverDeps,
  { run, manifests, logicalDates, rebuild }: Writing,
  dataset: DatedDataset,
): Promise<WrittenDataset> {
  const committed = manifests[dataset];
  const others = (committed?.files ?? []).filter(
    ({ logicalDate }) => logicalDate === undefined || !logicalDates.includes(logicalDate),
  );
  const files: DataFile[] = rebuild ? [] : [...others];
  const written: DataFile[] = [];
  for (const logicalDate of logicalDates) {
    const change = {
      dataset,
      partitionBy: ['year', 'month', 'day'],
      ...DATED[dataset],
      before: datedPartition(`old_${dataset}`, timestamp(logicalDate)),
      after: datedPartition(dataset, timestamp(logicalDate)),
      replaceable: rebuild ? [] : replaceableFiles(manifests, dataset, logicalDate),
      logicalDate,
    };
    const known = { ...committed, files: [...(committed?.files ?? []), ...written] } as typeof committed;
    const done = await writeDataset(duckdb, deps, run, change, known);
    files.push(...done.files);
    written.push(...done.written);
  }
  return { files, written };
}

const latest = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;
