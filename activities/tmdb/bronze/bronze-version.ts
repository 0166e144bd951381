import type { ObjectStore, StoreOptions } from '../../connectors/object-store.ts';
import { BUCKETS } from '../../lake/layers.ts';
import { commitRunManifest, readRunManifest, type Manifest } from '../../lake/manifest.ts';

/** Names the record of a whole fetch among the manifests: the files of all datasets of one logical date. */
export const VERSION = 'ingest';

/** A stored version: its details also hold, per dataset, the greatest extraction time. */
export interface VersionDetails {
  readonly dataThrough: Readonly<Record<string, string | undefined>>;
}

/** The version that counts for a logical date; undefined when none was committed. */
export const readVersion = async (
  store: ObjectStore,
  logicalDate: string,
  options: StoreOptions = {},
): Promise<Manifest | undefined> => readRunManifest(store, 'bronze', VERSION, logicalDate, options);

/**
 * Makes a version the one that counts, by one PUT. The one before it is kept under a name of its own first, so that
 * its files stay named by a manifest.
 */
export async function commitVersion(
  store: ObjectStore,
  version: Manifest,
  options: StoreOptions = {},
): Promise<void> {
  const before = await readVersion(store, version.run.logicalDate, options);
  if (before !== undefined) {
    const [date, at] = [before.run.logicalDate, before.committedAt].map(encodeURIComponent);
    const key = `_manifests/${VERSION}/replaced/${date}/${at}.json`;
    await store.put(BUCKETS.bronze, key, JSON.stringify(before), {
      ...options,
      contentType: 'application/json',
    });
  }
  await commitRunManifest(store, version, options);
}
