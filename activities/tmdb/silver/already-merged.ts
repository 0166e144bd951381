import type { Manifest } from '../../lake/manifest.ts';
import { commitSilver } from './commit-silver.ts';
import type { BronzeCommits, SilverManifests } from './load.ts';
import type { SilverDeps, SilverInput, SourceNumbers } from './silver-deps.ts';
import { SILVER_DATASETS, SILVER_SCHEMA_VERSION, type SilverDataset } from './silver-datasets.ts';
import type { DatasetNumbers } from './silver-numbers.ts';
import type { WrittenSilver } from './write-silver.ts';

/** What `details` of a silver manifest say, as `writeSilver` put it there. */
interface SilverDetails {
  readonly bronze?: BronzeCommits;
  readonly sources?: Readonly<Record<string, SourceNumbers>>;
  readonly rows?: DatasetNumbers;
}

const detailsOf = (manifest: Manifest | undefined): SilverDetails => manifest?.details ?? {};

/**
 * Whether the last thing that was merged into each dataset is the very bronze that is to be merged now: then nothing
 * can change. After a crash between two commits they do not agree, and the work is done.
 */
export function isAlreadyMerged(
  manifests: SilverManifests,
  logicalDate: string,
  bronze: BronzeCommits,
): manifests is Readonly<Record<SilverDataset, Manifest>> {
  return SILVER_DATASETS.every((dataset) => {
    const manifest = manifests[dataset];
    return (
      manifest?.run.logicalDate === logicalDate &&
      manifest.schemaVersion === SILVER_SCHEMA_VERSION &&
      JSON.stringify(detailsOf(manifest).bronze) === JSON.stringify(bronze)
    );
  });
}

/** Commits the same files in the name of a run that had nothing to add; its numbers are those of the run that had. */
export async function commitUnchanged(
  deps: SilverDeps,
  { run }: SilverInput,
  manifests: Readonly<Record<SilverDataset, Manifest>>,
): Promise<{ readonly sources: Record<string, SourceNumbers>; readonly written: WrittenSilver }> {
  const of = <T>(value: (manifest: Manifest, dataset: SilverDataset) => T) =>
    Object.fromEntries(
      SILVER_DATASETS.map((dataset) => [dataset, value(manifests[dataset], dataset)]),
    ) as Record<SilverDataset, T>;
  const numbers = of((manifest) => {
    const rows = detailsOf(manifest).rows ?? { before: manifest.rows, after: manifest.rows };
    return { ...rows, before: rows.after };
  });
  await commitSilver(deps, {
    run,
    files: of(({ files }) => files),
    dataThrough: of(({ dataThrough }) => dataThrough),
    details: of(({ details }, dataset) => ({
      ...details,
      rows: numbers[dataset],
      written: { rows: 0, files: 0, bytes: 0 },
    })),
  });
  const sources = Object.assign(
    {},
    ...SILVER_DATASETS.map((name) => detailsOf(manifests[name]).sources),
  ) as Record<string, SourceNumbers>;
  const datasets = of((manifest) => ({
    rowsRead: Object.values(detailsOf(manifest).sources ?? {}).reduce((total, { read }) => total + read, 0),
    rowsTotal: manifest.rows,
    rowsWritten: 0,
    files: 0,
    bytes: 0,
  }));
  return { sources, written: { datasets, numbers } };
}
