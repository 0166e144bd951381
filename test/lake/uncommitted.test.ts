import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dataFileName } from '../../activities/lake/data-file.ts';
import { commitManifest, commitRunManifest, type Manifest } from '../../activities/lake/manifest.ts';
import { listUncommitted, removeUncommitted } from '../../activities/lake/uncommitted.ts';
import { FolderStore } from '../support/folder-store.ts';

const MINE = 'manual__2026-11-01T00:00:00.000Z';
const OTHER = 'manual__2026-11-01T00:00:00.000Z-2';

const keyOf = (runId: string, number: number, tryNumber = 1): string =>
  `items/year=2026/${dataFileName({ runId, tryNumber }, number)}`;

const manifestOf = (keys: readonly string[], runId = MINE): Manifest => ({
  dataset: 'items',
  layer: 'silver',
  schemaVersion: 1,
  run: { runId, logicalDate: '2026-11-01T00:00:00.000Z', tryNumber: 1, dagId: 'items' },
  committedAt: '2026-11-01T00:10:00.000Z',
  rows: keys.length,
  bytes: keys.length,
  files: keys.map((key) => ({ key, rows: 1, bytes: 1, sha256: '', schemaVersion: 1 })),
});

let folder: string;
let store: FolderStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'uncommitted-'));
  store = new FolderStore(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await store.put('silver-data', key, 'x');
};

test('files of a run that no manifest names are found, of all its tries and of no other run', async () => {
  await write(keyOf(MINE, 0), keyOf(MINE, 1), keyOf(MINE, 0, 2), keyOf(OTHER, 0), 'items/notes.txt');
  await commitManifest(store, manifestOf([keyOf(MINE, 1)]));
  expect((await listUncommitted(store, { runId: MINE })).map(({ key }) => key)).toEqual([
    keyOf(MINE, 0),
    keyOf(MINE, 0, 2),
  ]);
});

test("files that only a run's own manifest names are committed too", async () => {
  await write(keyOf(MINE, 0));
  await commitRunManifest(store, manifestOf([keyOf(MINE, 0)]));
  await commitManifest(store, manifestOf([], OTHER));
  expect(await listUncommitted(store, { runId: MINE })).toEqual([]);
});

test('removing them leaves everything else', async () => {
  await write(keyOf(MINE, 0), keyOf(MINE, 1), keyOf(OTHER, 0));
  await commitManifest(store, manifestOf([keyOf(MINE, 1)]));
  expect(await removeUncommitted(store, { runId: MINE })).toEqual([
    { layer: 'silver', key: keyOf(MINE, 0), size: 1 },
  ]);
  const left: string[] = [];
  for await (const { key } of store.list('silver-data', 'items/')) left.push(key);
  expect(left).toEqual([keyOf(OTHER, 0), keyOf(MINE, 1)].sort());
});
