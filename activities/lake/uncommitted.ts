import type { ObjectStore, StoreOptions } from '../connectors/object-store.ts';
import { ownerOfFile, ownerSlug, type FileOwnerRun } from './data-file.ts';
import { BUCKETS, type Layer } from './layers.ts';
import { allManifests } from './manifest.ts';

export interface UncommittedFile {
  readonly layer: Layer;
  readonly key: string;
  readonly size: number;
}

const LAYERS = Object.keys(BUCKETS) as Layer[];

/**
 * What a run's tries wrote but never committed: files that bear its name and are in no manifest. While a try of the
 * run is still writing, its files are among them.
 */
export async function listUncommitted(
  store: ObjectStore,
  run: FileOwnerRun,
  options: StoreOptions = {},
): Promise<UncommittedFile[]> {
  const slug = ownerSlug(run);
  const found: UncommittedFile[] = [];
  for (const layer of LAYERS) {
    const named: UncommittedFile[] = [];
    for await (const { key, size } of store.list(BUCKETS[layer], '', options)) {
      if (ownerOfFile(key)?.slug === slug) named.push({ layer, key, size });
    }
    if (named.length === 0) continue;
    const committed = new Set<string>();
    for await (const manifest of allManifests(store, layer, options)) {
      for (const { key } of manifest.files) committed.add(key);
    }
    found.push(...named.filter(({ key }) => !committed.has(key)));
  }
  return found;
}

/** Deletes what `listUncommitted` finds; only once nothing of the run writes any more. @returns what was deleted */
export async function removeUncommitted(
  store: ObjectStore,
  run: FileOwnerRun,
  options: StoreOptions = {},
): Promise<UncommittedFile[]> {
  const files = await listUncommitted(store, run, options);
  for (const layer of LAYERS) {
    const keys = files.filter((file) => file.layer === layer).map(({ key }) => key);
    if (keys.length > 0) await store.delete(BUCKETS[layer], keys, options);
  }
  return files;
}
