import type { StoreOptions } from '../../connectors/object-store.ts';
import type { DataFile } from '../../lake/data-file.ts';
import type { DuckDB } from '../../lake/duckdb.ts';
import { BUCKETS, type Layer } from '../../lake/layers.ts';
import { readManifest, readRunManifest, type Manifest } from '../../lake/manifest.ts';
import { scanOf } from '../../lake/scan.ts';
import type { SilverDeps } from './silver-deps.ts';
import { SILVER_DATASETS, type SilverDataset } from './silver-datasets.ts';
import { BronzeNotCommitted, DatasetUnreadable } from './silver-errors.ts';
import { BRONZE_SOURCES, viewBronzeSource, type BronzeSource } from './sql/run-rows.ts';

export type BronzeFiles = Readonly<Record<BronzeSource, readonly DataFile[]>>;
export type SilverManifests = Readonly<Record<SilverDataset, Manifest | undefined>>;

const options = ({ signal }: SilverDeps): StoreOptions => (signal === undefined ? {} : { signal });

/** Which try of which run fetched each source. */
export type BronzeCommits = Readonly<Record<string, string>>;

/** Committed bronze of one logical date. */
export interface FoundBronze {
  readonly files: BronzeFiles;
  readonly commits: BronzeCommits;
}

/**
 * Finds one logical date's bronze.
 * @throws BronzeNotCommitted when a dataset of it was never committed: silence would look like a world without credits
 */
export async function findBronze(deps: SilverDeps, logicalDate: string): Promise<FoundBronze> {
  const found = await Promise.all(
    BRONZE_SOURCES.map(async (source) => {
      const manifest = await readRunManifest(deps.store, 'bronze', source, logicalDate, options(deps));
      if (manifest === undefined) {
        throw new BronzeNotCommitted(
          `No bronze of '${source}' is committed for the logical date ${logicalDate}. Run bronze_ingest for it first: ` +
            'clear that task, or trigger the DAG with this logical date.',
        );
      }
      return { source, manifest };
    }),
  );
  const of = <T>(value: (manifest: Manifest) => T): Record<string, T> =>
    Object.fromEntries(found.map(({ source, manifest }) => [source, value(manifest)]));
  return {
    files: of(({ files }) => files) as Record<BronzeSource, readonly DataFile[]>,
    commits: of(({ run, committedAt }) => `${run.runId} try ${run.tryNumber} at ${committedAt}`),
  };
}

/** Every logical date that has committed bronze, oldest first. */
export async function bronzeDates(deps: SilverDeps): Promise<string[]> {
  const dates: string[] = [];
  for (const source of BRONZE_SOURCES) {
    const manifest = await readManifest(deps.store, 'bronze', source, options(deps));
    for (const { logicalDate } of manifest?.files ?? [])
      if (logicalDate !== undefined) dates.push(logicalDate);
  }
  return [...new Set(dates)].sort();
}

export async function findSilver(deps: SilverDeps): Promise<SilverManifests> {
  const found = await Promise.all(
    SILVER_DATASETS.map(
      async (dataset) => [dataset, await readManifest(deps.store, 'silver', dataset, options(deps))] as const,
    ),
  );
  return Object.fromEntries(found) as Record<SilverDataset, Manifest | undefined>;
}

/** Makes the view `b_<source>` of each source of one logical date. */
export async function viewBronze(duckdb: DuckDB, deps: SilverDeps, files: BronzeFiles): Promise<void> {
  for (const source of BRONZE_SOURCES) {
    const scan = await scanOf(deps.cache, BUCKETS.bronze, files[source], {
      ...options(deps),
      rowNumbers: true,
    });
    await readingOf('bronze', { [source]: files[source] }, deps, async () =>
      duckdb.run(viewBronzeSource(source, scan)),
    );
  }
}

/** Fills a table with committed rows of silver; columns that older files lack stay null. */
export async function loadSilver(
  duckdb: DuckDB,
  deps: SilverDeps,
  dataset: SilverDataset,
  files: readonly DataFile[],
): Promise<void> {
  const scan = await scanOf(deps.cache, BUCKETS.silver, files, options(deps));
  if (scan === undefined) return;
  await readingOf('silver', { [dataset]: files }, deps, async () =>
    duckdb.run(`INSERT INTO ${dataset} BY NAME SELECT * FROM ${scan}`),
  );
}

/**
 * Does something that reads local copies of committed files.
 * @param files by dataset
 * @throws DatasetUnreadable that names the file, or the dataset, which DuckDB could not read
 */
export async function readingOf(
  layer: Layer,
  files: Readonly<Record<string, readonly DataFile[]>>,
  deps: SilverDeps,
  read: () => Promise<void>,
): Promise<void> {
  try {
    await read();
  } catch (error) {
    deps.signal?.throwIfAborted();
    const message = (error as Error).message;
    // DuckDB names the local copy, which is called by its checksum.
    const culprit = Object.values(files)
      .flat()
      .find(({ sha256 }) => message.includes(sha256));
    const datasets = Object.keys(files);
    if (culprit === undefined && datasets.length > 1) throw error;
    throw new DatasetUnreadable(
      `s3://${BUCKETS[layer]}/${culprit?.key ?? `${datasets[0] ?? ''}/…`} cannot be read as ${layer} data: ` +
        `${message.split('\n')[0] ?? ''} Run the logical date that wrote it again (bronze: with refetch).`,
      { cause: error },
    );
  }
}
