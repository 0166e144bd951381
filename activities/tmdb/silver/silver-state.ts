import type { DuckDB } from '../../lake/duckdb.ts';
import type { DataFile } from '../../lake/data-file.ts';
import { loadSilver, type SilverManifests } from './load.ts';
import type { SilverDeps } from './silver-deps.ts';
import {
  DATED,
  MERGED,
  type DatedDataset,
  type MergedDataset,
  type SilverDataset,
} from './silver-datasets.ts';
import { JSON_MACROS } from './sql/json-macros.ts';
import { CREATE_DATED, createState } from './sql/schema.ts';

export const MERGED_DATASETS = Object.keys(MERGED) as MergedDataset[];
export const DATED_DATASETS = Object.keys(DATED) as DatedDataset[];

/** The files of a dataset that a run may replace: all of a merged one, those of its own logical date of a dated one. */
export function replaceableFiles(
  manifests: SilverManifests,
  dataset: SilverDataset,
  logicalDate: string,
): readonly DataFile[] {
  const files = manifests[dataset]?.files ?? [];
  return dataset in DATED ? files.filter((file) => file.logicalDate === logicalDate) : files;
}

/** Makes the tables of the state without any rows. */
export async function createEmptyState(duckdb: DuckDB): Promise<void> {
  await duckdb.run(JSON_MACROS + createState() + CREATE_DATED);
  await keepAsOld(duckdb);
}

/**
 * Makes the tables of the state as they are committed, and keeps them beside as `old_<dataset>`. A dated dataset
 * begins empty: the run makes its rows anew.
 */
export async function loadState(
  duckdb: DuckDB,
  deps: SilverDeps,
  manifests: SilverManifests,
  logicalDate: string,
): Promise<void> {
  await duckdb.run(JSON_MACROS + createState() + CREATE_DATED);
  const datasets = [...MERGED_DATASETS, ...DATED_DATASETS];
  for (const [done, dataset] of datasets.entries()) {
    deps.heartbeat({ phase: 'reading', at: dataset, done, total: datasets.length });
    await loadSilver(duckdb, deps, dataset, replaceableFiles(manifests, dataset, logicalDate));
  }
  await keepAsOld(duckdb);
}

async function keepAsOld(duckdb: DuckDB): Promise<void> {
  for (const dataset of [...MERGED_DATASETS, ...DATED_DATASETS]) {
    await duckdb.run(`CREATE TABLE old_${dataset} AS FROM ${dataset}`);
  }
  for (const dataset of DATED_DATASETS) await duckdb.run(`DELETE FROM ${dataset}`);
}
