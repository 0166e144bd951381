import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import { ObjectNotFound } from '../../connectors/object-store-errors.ts';
import type { ObjectStore } from '../../connectors/object-store.ts';
import type { DataFile } from '../../lake/data-file.ts';
import { BUCKETS } from '../../lake/layers.ts';
import { readRunManifest, type Manifest } from '../../lake/manifest.ts';
import { BronzeDamaged } from '../errors.ts';
import { BRONZE_DATASETS, MARKER, type BronzeDataset } from './bronze-datasets.ts';

const FILES_AT_A_TIME = 8;

/** Bronze of one logical date: a manifest for each dataset, all of one run and try. */
export type CommittedBronze = Readonly<Record<BronzeDataset, Manifest>>;

/** The bronze that is committed for a logical date; undefined where there is none, or a commit was not completed. */
export async function committedBronze(
  store: ObjectStore,
  logicalDate: string,
  signal?: AbortSignal,
): Promise<CommittedBronze | undefined> {
  const options = signal === undefined ? {} : { signal };
  const marker = await readRunManifest(store, 'bronze', MARKER, logicalDate, options);
  if (marker === undefined) return undefined;
  const found: Partial<Record<BronzeDataset, Manifest>> = {};
  for (const dataset of BRONZE_DATASETS) {
    const manifest =
      dataset === MARKER ? marker : await readRunManifest(store, 'bronze', dataset, logicalDate, options);
    const isOfOneTry =
      manifest?.run.runId === marker.run.runId && manifest.run.tryNumber === marker.run.tryNumber;
    if (!isOfOneTry) return undefined;
    found[dataset] = manifest;
  }
  return found as CommittedBronze;
}

/**
 * Reads every file of committed bronze and compares it with its manifest.
 * @throws BronzeDamaged that names the first file that is missing or different, and what to do
 */
export async function verifyBronze(
  store: ObjectStore,
  bronze: CommittedBronze,
  signal?: AbortSignal,
): Promise<void> {
  const limit = pLimit(FILES_AT_A_TIME);
  const files = BRONZE_DATASETS.flatMap((dataset) => bronze[dataset].files);
  const problems = await Promise.all(files.map(async (file) => limit(problemOf, store, file, signal)));
  const index = problems.findIndex((problem) => problem !== undefined);
  if (index === -1) return;
  throw new BronzeDamaged(
    `committed bronze is damaged: s3://${BUCKETS.bronze}/${files[index]!.key} ${problems[index]}. Restore the file, ` +
      'or run this logical date with the param refetch to fetch it anew (what the API tells then is of then).',
  );
}

async function problemOf(
  store: ObjectStore,
  file: DataFile,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const body = await store.stream(BUCKETS.bronze, file.key, signal === undefined ? {} : { signal });
    for await (const chunk of body as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (error) {
    if (error instanceof ObjectNotFound) return 'is missing';
    throw error;
  }
  if (bytes !== file.bytes) return `has ${bytes} bytes, and ${file.bytes} were committed`;
  return hash.digest('hex') === file.sha256
    ? undefined
    : 'has other content than was committed (SHA-256 differs)';
}
