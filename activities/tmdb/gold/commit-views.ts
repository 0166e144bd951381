import type { ObjectStore } from '../../connectors/object-store.ts';
import { dataFileName } from '../../lake/data-file.ts';
import type { FileCache } from '../../lake/file-cache.ts';
import { BUCKETS } from '../../lake/layers.ts';
import { commitManifest, commitRunManifest, readManifest, type Manifest } from '../../lake/manifest.ts';
import { logicalDatePartition, partitionKey } from '../../lake/partition-key.ts';
import { uploadFiles, type LocalFile } from '../../lake/upload-files.ts';
import type { RunIdentity } from '../run-identity.ts';
import type { GoldView, SourceTable } from './views/gold-view.ts';
import { GOLD_SCHEMA_VERSION } from './write-view.ts';

/** A view in a local file, not yet seen by anyone. */
export interface MadeView {
  readonly view: GoldView;
  readonly path: string;
  readonly rows: number;
  readonly through: string | undefined;
}

export interface ViewsOfRun {
  readonly run: RunIdentity;
  readonly made: readonly MadeView[];
  /** Rows read of each silver table. */
  readonly read: Readonly<Record<SourceTable, number>>;
  /** ISO 8601 in UTC. */
  readonly committedAt: string;
  readonly signal: AbortSignal;
}

/** Puts the files of all views into the store. @returns their manifests, which are not committed yet */
export async function uploadViews(
  store: ObjectStore,
  cache: FileCache,
  { run, made, read, committedAt, signal }: ViewsOfRun,
): Promise<Manifest[]> {
  const { runId, logicalDate, tryNumber, dagId } = run;
  const partition = logicalDatePartition(logicalDate, ['year', 'month']);
  const local = made.map(({ view, path, rows }): LocalFile => ({
    path,
    key: `${view.name}/${partitionKey(partition)}${dataFileName(run, 0)}`,
    rows,
    schemaVersion: GOLD_SCHEMA_VERSION,
    logicalDate,
    partition,
  }));
  const files = await uploadFiles(store, cache, BUCKETS.gold, local, { signal });
  return made.map(({ view, rows, through }, i) => {
    const own = files.slice(i, i + 1);
    return {
      dataset: view.name,
      layer: 'gold',
      schemaVersion: GOLD_SCHEMA_VERSION,
      run: { runId, logicalDate, tryNumber, dagId },
      committedAt,
      ...(through === undefined ? {} : { dataThrough: through }),
      rows,
      bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
      files: own,
      details: { read: Object.fromEntries(view.reads.map((table) => [table, read[table]])), written: rows },
    };
  });
}

/**
 * Commits every view's run manifest, then its `current.json`, unless gold of a later logical date is there. Run
 * manifests first: should the current ones not follow, the export of this run still finds its gold.
 * @returns whether this run's gold is now the newest
 */
export async function commitViews(
  store: ObjectStore,
  manifests: readonly Manifest[],
  signal: AbortSignal,
): Promise<boolean> {
  for (const manifest of manifests) await commitRunManifest(store, manifest, { signal });
  let newest = true;
  for (const manifest of manifests) {
    const current = await readManifest(store, 'gold', manifest.dataset, { signal });
    if (current !== undefined && isAfter(current.run.logicalDate, manifest.run.logicalDate)) newest = false;
    else await commitManifest(store, manifest, { signal });
  }
  return newest;
}

const isAfter = (one: string, other: string): boolean => Date.parse(one) > Date.parse(other);
