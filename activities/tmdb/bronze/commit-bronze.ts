import type { ObjectStore } from '../../connectors/object-store.ts';
import type { DataFile } from '../../lake/data-file.ts';
import { commitManifest, commitRunManifest, readManifest, type Manifest } from '../../lake/manifest.ts';
import type { RunIdentity } from '../run-identity.ts';
import { BRONZE_DATASETS, BRONZE_SCHEMA_VERSION, MARKER, type BronzeDataset } from './bronze-datasets.ts';
import type { BronzeDetails } from './bronze-details.ts';

/** What was written of one dataset. */
export interface WrittenDataset {
  readonly files: readonly DataFile[];
  /** The greatest extraction time of its rows, ISO 8601 in UTC; absent without rows. */
  readonly dataThrough?: string | undefined;
}

export interface BronzeCommit {
  readonly run: RunIdentity;
  readonly committedAt: string;
  readonly written: Readonly<Record<BronzeDataset, WrittenDataset>>;
  readonly details: BronzeDetails;
}

const sum = (files: readonly DataFile[], of: 'rows' | 'bytes'): number =>
  files.reduce((total, file) => total + file[of], 0);

const later = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;

function manifestOf(
  dataset: BronzeDataset,
  commit: BronzeCommit,
  files: readonly DataFile[],
  through?: string,
): Manifest {
  const { runId, logicalDate, tryNumber, dagId } = commit.run;
  return {
    dataset,
    layer: 'bronze',
    schemaVersion: BRONZE_SCHEMA_VERSION,
    run: { runId, logicalDate, tryNumber, dagId },
    committedAt: commit.committedAt,
    ...(through === undefined ? {} : { dataThrough: through }),
    rows: sum(files, 'rows'),
    bytes: sum(files, 'bytes'),
    files,
    details: { ...commit.details },
  };
}

/**
 * Commits a fetch: in each dataset's current manifest its files take the place of those of the same logical date.
 * The marker's own record comes last. Done again after a crash at any point, it leaves the same.
 */
export async function commitBronze(
  store: ObjectStore,
  commit: BronzeCommit,
  signal?: AbortSignal,
): Promise<void> {
  const options = signal === undefined ? {} : { signal };
  const { logicalDate } = commit.run;
  const records = new Map<BronzeDataset, Manifest>();
  for (const dataset of BRONZE_DATASETS) {
    const { files, dataThrough } = commit.written[dataset];
    const before = await readManifest(store, 'bronze', dataset, options);
    const others = (before?.files ?? []).filter((file) => file.logicalDate !== logicalDate);
    const record = manifestOf(dataset, commit, files, dataThrough);
    if (dataset !== MARKER) await commitRunManifest(store, record, options);
    const all = [...others, ...files];
    await commitManifest(
      store,
      manifestOf(dataset, commit, all, later(before?.dataThrough, dataThrough)),
      options,
    );
    records.set(dataset, record);
  }
  await commitRunManifest(store, records.get(MARKER)!, options);
}
