import type { ObjectStore } from '../activities/connectors/object-store.ts';
import { BUCKETS, type Layer } from '../activities/lake/layers.ts';
import { currentManifests, readManifest } from '../activities/lake/manifest.ts';
import { CommandFailed, WrongUsage } from './command-error.ts';
import type { Row } from './output.ts';
import { openRecords } from './records.ts';

const LAYERS = Object.keys(BUCKETS) as Layer[];

/** @throws CommandFailed when the environment names no S3; SettingsError when it names one wrongly */
export async function openLake(): Promise<ObjectStore> {
  const store = await openRecords();
  if (store !== undefined) return store;
  throw new CommandFailed(
    'No S3 store is named: start the embedded stack with `tradewind up`, or set S3_ENDPOINT, S3_ACCESS_KEY and S3_SECRET_KEY.',
  );
}

/** One row for each committed dataset, layer by layer. */
export async function listDatasets(store: ObjectStore): Promise<Row[]> {
  const rows: Row[] = [];
  for (const layer of LAYERS) {
    for await (const {
      dataset,
      files,
      bytes,
      dataThrough,
      run,
      committedAt,
      ...manifest
    } of currentManifests(store, layer)) {
      rows.push({
        layer,
        dataset,
        rows: manifest.rows,
        files: files.length,
        bytes,
        data_through: dataThrough ?? null,
        run_id: run.runId,
        committed_at: committedAt,
        logical_date: run.logicalDate,
        schema_version: manifest.schemaVersion,
      });
    }
  }
  return rows;
}

/**
 * One row for each committed file of a dataset.
 * @throws WrongUsage for a layer that is none; CommandFailed for a dataset that was never committed
 */
export async function listFiles(store: ObjectStore, layer: string, dataset: string): Promise<Row[]> {
  const known = LAYERS.find((name) => name === layer);
  if (known === undefined) throw new WrongUsage(`The layer is '${layer}'. Give one of ${LAYERS.join(', ')}.`);
  const manifest = await readManifest(store, known, dataset);
  if (manifest === undefined) {
    throw new CommandFailed(
      `No dataset '${dataset}' is committed in ${layer}. \`tradewind datasets list\` shows those that are.`,
    );
  }
  return manifest.files.map(({ key, rows, bytes, sha256, schemaVersion, logicalDate }) => ({
    key: `s3://${BUCKETS[known]}/${key}`,
    rows,
    bytes,
    sha256,
    schema_version: schemaVersion,
    logical_date: logicalDate ?? null,
  }));
}
