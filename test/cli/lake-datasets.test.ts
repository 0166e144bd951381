import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Layer } from '../../activities/lake/layers.ts';
import { commitManifest, commitRunManifest, type Manifest } from '../../activities/lake/manifest.ts';
import { listDatasets, listFiles } from '../../cli/lake-datasets.ts';
import { FolderStore } from '../support/folder-store.ts';
import { tradewind } from './run-command.ts';

const manifestOf = (layer: Layer, dataset: string, rows: number): Manifest => ({
  dataset,
  layer,
  schemaVersion: 1,
  run: { runId: 'r1', logicalDate: '2026-11-01T00:00:00.000Z', tryNumber: 1, dagId: 'items' },
  committedAt: '2026-11-01T00:10:00.000Z',
  dataThrough: '2026-11-01T00:05:00.000Z',
  rows,
  bytes: 10,
  files: [{ key: `${dataset}/r1-try1-0.parquet`, rows, bytes: 10, sha256: 'abc', schemaVersion: 1 }],
});

let folder: string;
let store: FolderStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'datasets-'));
  store = new FolderStore(folder);
  await commitManifest(store, manifestOf('gold', 'sums', 3));
  await commitManifest(store, manifestOf('bronze', 'items', 2));
  await commitRunManifest(store, manifestOf('bronze', 'items', 1));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('datasets are listed as they are committed now, layer by layer', async () => {
  const row = { files: 1, bytes: 10, data_through: '2026-11-01T00:05:00.000Z', run_id: 'r1' };
  expect(await listDatasets(store)).toEqual([
    expect.objectContaining({ layer: 'bronze', dataset: 'items', rows: 2, ...row }),
    expect.objectContaining({ layer: 'gold', dataset: 'sums', rows: 3, ...row }),
  ]);
});

test('files are listed with the address a reader needs', async () => {
  expect(await listFiles(store, 'gold', 'sums')).toEqual([
    expect.objectContaining({ key: 's3://gold-data/sums/r1-try1-0.parquet', rows: 3, sha256: 'abc' }),
  ]);
});

test.each([
  ['copper', 'items', "The layer is 'copper'. Give one of bronze, silver, gold."],
  ['gold', 'items', "No dataset 'items' is committed in gold"],
])('files of %s %s: %s', async (layer, dataset, message) => {
  await expect(listFiles(store, layer, dataset)).rejects.toThrow(message);
});

test('a file list without its dataset is wrong usage', async () => {
  const { code, stderr } = await tradewind('datasets', 'files', 'gold');
  expect(code).toBe(2);
  expect(stderr).toContain("missing required argument 'dataset'");
});
