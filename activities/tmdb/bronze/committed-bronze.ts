import { createHash } from 'node:crypto';
import pLimit from 'p-limit';
import { ObjectNotFound } from '../../connectors/object-store-errors.ts';
import type { ObjectStore } from '../../connectors/object-store.ts';
import type { DataFile } from '../../lake/data-file.ts';
import { BUCKETS } from '../../lake/layers.ts';
import type { Manifest } from '../../lake/manifest.ts';
import { BronzeDamaged } from '../errors.ts';
import { BRONZE_DATASETS, type BronzeDataset } from './bronze-datasets.ts';
import { readVersion } from './bronze-version.ts';
import { datasetsOf } from './commit-bronze.ts';

const FILES_AT_A_TIME = 8;

/** Bronze of one logical date: a manifest for each dataset, all of one run and try. */
export type CommittedBronze = Readonly<Record<BronzeDataset, Manifest>>;

/** The bronze that is committed for a logical date, whole; undefined where there is none. */
export async function committedBronze(
  store: ObjectStore,
  logicalDate: string,
  signal?: AbortSignal,
): Promise<CommittedBronze | undefined> {
  const version = await readVersion(store, logicalDate, signal === undefined ? {} : { signal });
  return version === undefined ? undefined : datasetsOf(version);
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
