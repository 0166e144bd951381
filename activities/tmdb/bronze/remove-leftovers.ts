import type { ObjectStore, StoreOptions } from '../../connectors/object-store.ts';
import { ownerOfFile, ownerSlug } from '../../lake/data-file.ts';
import { BUCKETS } from '../../lake/layers.ts';
import { allManifests } from '../../lake/manifest.ts';
import { logicalDatePartition, partitionKey } from '../../lake/partition-key.ts';
import type { RunIdentity } from '../run-identity.ts';
import { BRONZE_DATASETS } from './bronze-datasets.ts';

/**
 * Deletes the bronze files that lost tries of a run wrote for its logical date and never committed. Looks nowhere
 * else, and keeps what any manifest names, also that of a version which has been replaced since.
 */
export async function removeLeftovers(
  store: ObjectStore,
  run: RunIdentity,
  options: StoreOptions = {},
): Promise<void> {
  const left = new Set<string>();
  const slug = ownerSlug(run);
  const partition = partitionKey(logicalDatePartition(run.logicalDate, ['year', 'month', 'day', 'hour']));
  for (const dataset of BRONZE_DATASETS) {
    for await (const { key } of store.list(BUCKETS.bronze, `${dataset}/${partition}`, options)) {
      if (ownerOfFile(key)?.slug === slug) left.add(key);
    }
  }
  if (left.size === 0) return;
  for await (const manifest of allManifests(store, 'bronze', options)) {
    for (const { key } of manifest.files) left.delete(key);
  }
  if (left.size > 0) await store.delete(BUCKETS.bronze, [...left], options);
}
