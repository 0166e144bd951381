import type { ObjectStore, StoreOptions } from '../connectors/object-store.ts';
import type { DataFile } from './data-file.ts';
import { BUCKETS, type Layer } from './layers.ts';

/** What a dataset consists of: whoever goes by it sees all of a run or nothing. */
export interface Manifest {
  readonly dataset: string;
  readonly layer: Layer;
  readonly schemaVersion: number;
  /** The run that committed it. */
  readonly run: {
    readonly runId: string;
    readonly logicalDate: string;
    readonly tryNumber: number;
    readonly dagId: string;
  };
  /** ISO 8601 in UTC. */
  readonly committedAt: string;
  /** The greatest extraction time of all rows, ISO 8601 in UTC; absent when there are none. */
  readonly dataThrough?: string;
  readonly rows: number;
  readonly bytes: number;
  readonly files: readonly DataFile[];
  /** Numbers of the run that must add up, checked by whoever validates it. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A stored manifest that cannot be used: not JSON, or not of the shape above. */
export class ManifestUnreadable extends Error {
  override readonly name = 'ManifestUnreadable';
}

const FOLDER = '_manifests';

/** Key of the state of a dataset now. */
export const currentManifestKey = (dataset: string): string => `${FOLDER}/${dataset}/current.json`;

/** Key of what one logical date's run left, whatever came later. */
export const runManifestKey = (dataset: string, logicalDate: string): string =>
  `${FOLDER}/${dataset}/runs/${encodeURIComponent(logicalDate)}.json`;

/**
 * The committed state of a dataset; undefined when nothing was ever committed.
 * @throws ManifestUnreadable when what is stored there is no manifest
 */
export async function readManifest(
  store: ObjectStore,
  layer: Layer,
  dataset: string,
  options: StoreOptions = {},
): Promise<Manifest | undefined> {
  return readManifestAt(store, layer, currentManifestKey(dataset), options);
}

/** What the run of a logical date left of a dataset; undefined when it left nothing. */
export async function readRunManifest(
  store: ObjectStore,
  layer: Layer,
  dataset: string,
  logicalDate: string,
  options: StoreOptions = {},
): Promise<Manifest | undefined> {
  return readManifestAt(store, layer, runManifestKey(dataset, logicalDate), options);
}

/** Commits: one PUT, after which every reader sees the new files. Call it when all of them are up. */
export async function commitManifest(
  store: ObjectStore,
  manifest: Manifest,
  options: StoreOptions = {},
): Promise<void> {
  await putManifest(store, currentManifestKey(manifest.dataset), manifest, options);
}

/** Records what a logical date's run left, beside the current state. */
export async function commitRunManifest(
  store: ObjectStore,
  manifest: Manifest,
  options: StoreOptions = {},
): Promise<void> {
  await putManifest(store, runManifestKey(manifest.dataset, manifest.run.logicalDate), manifest, options);
}

/** Every manifest of a layer: the current ones and those of single runs. */
export async function* allManifests(
  store: ObjectStore,
  layer: Layer,
  options: StoreOptions = {},
): AsyncGenerator<Manifest> {
  for await (const { key } of store.list(BUCKETS[layer], `${FOLDER}/`, options)) {
    const manifest = await readManifestAt(store, layer, key, options);
    if (manifest !== undefined) yield manifest;
  }
}

/** The committed state of every dataset of a layer, by name. */
export async function* currentManifests(
  store: ObjectStore,
  layer: Layer,
  options: StoreOptions = {},
): AsyncGenerator<Manifest> {
  for await (const { key } of store.list(BUCKETS[layer], `${FOLDER}/`, options)) {
    if (!key.endsWith('/current.json')) continue;
    const manifest = await readManifestAt(store, layer, key, options);
    if (manifest !== undefined) yield manifest;
  }
}

async function putManifest(
  store: ObjectStore,
  key: string,
  manifest: Manifest,
  options: StoreOptions,
): Promise<void> {
  const body = JSON.stringify(manifest);
  await store.put(BUCKETS[manifest.layer], key, body, { ...options, contentType: 'application/json' });
}

async function readManifestAt(
  store: ObjectStore,
  layer: Layer,
  key: string,
  options: StoreOptions,
): Promise<Manifest | undefined> {
  const body = await store.tryGet(BUCKETS[layer], key, options);
  return body === undefined
    ? undefined
    : parseManifest(body.toString('utf8'), `s3://${BUCKETS[layer]}/${key}`);
}

function parseManifest(text: string, where: string): Manifest {
  try {
    const manifest = JSON.parse(text) as Manifest;
    if (Array.isArray(manifest.files) && typeof manifest.schemaVersion === 'number') return manifest;
  } catch (error) {
    throw unreadable(where, error);
  }
  throw unreadable(where, undefined);
}

const unreadable = (where: string, cause: unknown): ManifestUnreadable =>
  new ManifestUnreadable(
    `${where} is no manifest of a dataset. Restore it from a copy, or delete it and run the DAG's last logical date again.`,
    { cause },
  );
