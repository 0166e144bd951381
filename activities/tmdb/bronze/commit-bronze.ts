import { isDeepStrictEqual } from 'node:util';
import type { ObjectStore } from '../../connectors/object-store.ts';
import type { DataFile } from '../../lake/data-file.ts';
import {
  commitManifest,
  commitRunManifest,
  readManifest,
  readRunManifest,
  type Manifest,
} from '../../lake/manifest.ts';
import type { RunIdentity } from '../run-identity.ts';
import { BRONZE_DATASETS, BRONZE_SCHEMA_VERSION, type BronzeDataset } from './bronze-datasets.ts';
import type { BronzeDetails } from './bronze-details.ts';
import { commitVersion, VERSION, type VersionDetails } from './bronze-version.ts';

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

type Head = Pick<Manifest, 'layer' | 'schemaVersion' | 'run' | 'committedAt' | 'details'>;

function manifestOf(head: Head, dataset: string, files: readonly DataFile[], through?: string): Manifest {
  const { layer, schemaVersion, run, committedAt, details } = head;
  return {
    dataset,
    layer,
    schemaVersion,
    run,
    committedAt,
    ...(through === undefined ? {} : { dataThrough: through }),
    rows: sum(files, 'rows'),
    bytes: sum(files, 'bytes'),
    files,
    ...(details === undefined ? {} : { details }),
  };
}

function versionOf({ run, committedAt, written, details }: BronzeCommit): Manifest {
  const { runId, logicalDate, tryNumber, dagId } = run;
  const dataThrough = Object.fromEntries(
    BRONZE_DATASETS.map((dataset) => [dataset, written[dataset].dataThrough]),
  );
  const head: Head = {
    layer: 'bronze',
    schemaVersion: BRONZE_SCHEMA_VERSION,
    run: { runId, logicalDate, tryNumber, dagId },
    committedAt,
    details: { ...details, dataThrough },
  };
  const files = BRONZE_DATASETS.flatMap((dataset) => written[dataset].files);
  return manifestOf(head, VERSION, files);
}

/** The manifest of each dataset, of the files that a version has of it. */
export function datasetsOf(version: Manifest): Readonly<Record<BronzeDataset, Manifest>> {
  const { dataThrough, ...details } = version.details as unknown as VersionDetails;
  const manifests = BRONZE_DATASETS.map((dataset) => {
    const files = version.files.filter(({ key }) => key.startsWith(`${dataset}/`));
    return [dataset, manifestOf({ ...version, details }, dataset, files, dataThrough[dataset])];
  });
  return Object.fromEntries(manifests) as Record<BronzeDataset, Manifest>;
}

/**
 * Commits a fetch: one PUT makes it the version of its logical date, and then each dataset's manifests tell of it.
 * After a crash at any point the former version counts, or this one does and `publishBronze` completes it.
 */
export async function commitBronze(
  store: ObjectStore,
  commit: BronzeCommit,
  signal?: AbortSignal,
): Promise<void> {
  const version = versionOf(commit);
  await commitVersion(store, version, signal === undefined ? {} : { signal });
  await publishBronze(store, datasetsOf(version), signal);
}

/**
 * Has each dataset's manifests tell of a version, where they do not yet: in the current one its files take the place of
 * those of the same logical date. The run's own record is put after it, and so shows that both are done.
 */
export async function publishBronze(
  store: ObjectStore,
  manifests: Readonly<Record<BronzeDataset, Manifest>>,
  signal?: AbortSignal,
): Promise<void> {
  const options = signal === undefined ? {} : { signal };
  for (const dataset of BRONZE_DATASETS) {
    const record = manifests[dataset];
    const { logicalDate } = record.run;
    const published = await readRunManifest(store, 'bronze', dataset, logicalDate, options);
    if (published !== undefined && isDeepStrictEqual(published, record)) continue;
    const before = await readManifest(store, 'bronze', dataset, options);
    const others = (before?.files ?? []).filter((file) => file.logicalDate !== logicalDate);
    const through = later(before?.dataThrough, record.dataThrough);
    await commitManifest(store, manifestOf(record, dataset, [...others, ...record.files], through), options);
    await commitRunManifest(store, record, options);
  }
}
