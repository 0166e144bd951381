import { commitManifest, type Manifest } from '../../lake/manifest.ts';
import type { DataFile } from '../../lake/data-file.ts';
import type { RunIdentity } from '../run-identity.ts';
import type { SilverDeps } from './silver-deps.ts';
import { SILVER_DATASETS, SILVER_SCHEMA_VERSION, type SilverDataset } from './silver-datasets.ts';

export interface SilverCommit {
  readonly run: RunIdentity;
  readonly files: Readonly<Record<SilverDataset, readonly DataFile[]>>;
  readonly dataThrough: Readonly<Partial<Record<SilverDataset, string | undefined>>>;
  readonly details: Readonly<Record<SilverDataset, Readonly<Record<string, unknown>>>>;
}

/**
 * Commits what is already in the store, `movies` last. A crash in between leaves some datasets a run ahead of others,
 * each whole in itself; the retry, which merges the same rows again, brings the rest up.
 */
export async function commitSilver(deps: SilverDeps, commit: SilverCommit): Promise<void> {
  const { runId, logicalDate, tryNumber, dagId } = commit.run;
  for (const [done, dataset] of SILVER_DATASETS.entries()) {
    deps.heartbeat({ phase: 'committing', at: dataset, done, total: SILVER_DATASETS.length });
    const files = commit.files[dataset].toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const dataThrough = commit.dataThrough[dataset];
    const manifest: Manifest = {
      dataset,
      layer: 'silver',
      schemaVersion: SILVER_SCHEMA_VERSION,
      run: { runId, logicalDate, tryNumber, dagId },
      committedAt: new Date().toISOString(),
      ...(dataThrough === undefined ? {} : { dataThrough }),
      rows: sum(files, 'rows'),
      bytes: sum(files, 'bytes'),
      files,
      details: commit.details[dataset],
    };
    await commitManifest(deps.store, manifest, deps.signal === undefined ? {} : { signal: deps.signal });
  }
}

export const sum = (files: readonly DataFile[], of: 'rows' | 'bytes'): number =>
  files.reduce((total, file) => total + file[of], 0);
