import type { ObjectStore, StoreOptions } from '../../connectors/object-store.ts';
import { readManifest, readRunManifest, type Manifest } from '../../lake/manifest.ts';
import { GOLD_VIEWS } from '../gold/views/gold-views.ts';

/** A run's gold is not there, so nothing can be exported or validated. */
export class GoldMissing extends Error {
  override readonly name = 'GoldMissing';
  readonly type = 'GoldMissing';
  readonly nonRetryable = true;
}

export interface ViewOfRun {
  readonly manifest: Manifest;
  readonly key: readonly string[];
}

/**
 * What gold the run of a logical date made of every view.
 * @throws GoldMissing when one is not there
 */
export async function goldOfRun(
  store: ObjectStore,
  logicalDate: string,
  options: StoreOptions = {},
): Promise<ViewOfRun[]> {
  const manifests = await Promise.all(
    GOLD_VIEWS.map(async ({ name }) => readRunManifest(store, 'gold', name, logicalDate, options)),
  );
  return GOLD_VIEWS.map(({ name, key }, index) => {
    const manifest = manifests[index];
    if (manifest === undefined) {
      throw new GoldMissing(
        `Gold has no '${name}' of the logical date ${logicalDate}: run gold_aggregate of that run first.`,
      );
    }
    return { manifest, key };
  });
}

/** The logical date of newer gold than this run's, if any. */
export async function newerGold(
  store: ObjectStore,
  logicalDate: string,
  options: StoreOptions = {},
): Promise<string | undefined> {
  const current = await Promise.all(
    GOLD_VIEWS.map(async ({ name }) => readManifest(store, 'gold', name, options)),
  );
  const dates = current.flatMap((manifest) => (manifest === undefined ? [] : [manifest.run.logicalDate]));
  return dates
    .filter((date) => Date.parse(date) > Date.parse(logicalDate))
    .sort()
    .at(-1);
}
