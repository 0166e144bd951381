import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { BronzeProgress } from '../../../activities/tmdb/bronze/bronze-context.ts';
import type { BronzeDataset } from '../../../activities/tmdb/bronze/bronze-datasets.ts';
import type { BronzeParams } from '../../../activities/tmdb/bronze/bronze-params.ts';
import type { BronzeResult } from '../../../activities/tmdb/bronze/bronze-result.ts';
import { runBronze, type BronzeDeps } from '../../../activities/tmdb/bronze/run-bronze.ts';
import type { RunIdentity } from '../../../activities/tmdb/run-identity.ts';
import type { ObjectStore } from '../../../activities/connectors/object-store.ts';
import { FileCache } from '../../../activities/lake/file-cache.ts';
import { readManifest } from '../../../activities/lake/manifest.ts';
import type { DemoApiOptions } from '../../../pipelines/tmdb/demo-api/options.ts';
import { startDemoApi, type DemoApi } from '../../../pipelines/tmdb/demo-api/server.ts';
import { FolderStore } from '../../support/folder-store.ts';

export const LOGICAL_DATE = '2026-03-01T04:00:00.000Z';

export const PARAMS: BronzeParams = {
  categories: ['popular', 'top_rated'],
  pagesPerCategory: 3,
  details: 'all',
  reviewPages: 1,
  maxFailedShare: 0.01,
  refetch: false,
};

export const RUN: RunIdentity = {
  runId: 'manual__2026-03-01T04:00:00+00:00',
  dagId: 'tmdb_batch_pipeline',
  logicalDate: LOGICAL_DATE,
  tryNumber: 1,
  runType: 'manual',
  scheduleIntervalSeconds: 4 * 3600,
};

export interface Overrides {
  readonly params?: Partial<BronzeParams>;
  readonly run?: Partial<RunIdentity>;
  readonly settings?: Partial<BronzeDeps['settings']>;
  readonly signal?: AbortSignal;
  readonly heartbeat?: (progress: BronzeProgress) => void;
  readonly store?: ObjectStore;
}

/** A demo API and an empty lake in a folder of its own, for one test. */
export class BronzeWorld {
  readonly api: DemoApi;
  readonly folder: string;
  readonly store: FolderStore;
  readonly warnings: string[] = [];

  private constructor(api: DemoApi) {
    this.api = api;
    this.folder = mkdtempSync(join(tmpdir(), 'tradewind-bronze-'));
    this.store = new FolderStore(join(this.folder, 's3'));
  }

  /** The API's clock shows half an hour after the logical date, unless told otherwise. */
  static async start(options: DemoApiOptions = {}): Promise<BronzeWorld> {
    return new BronzeWorld(await startDemoApi({ date: '2026-03-01T04:30:00Z', ...options }));
  }

  async run(overrides: Overrides = {}): Promise<BronzeResult> {
    const store = overrides.store ?? this.store;
    return runBronze(
      { run: { ...RUN, ...overrides.run }, params: { ...PARAMS, ...overrides.params } },
      {
        store,
        cache: new FileCache({ folder: join(this.folder, 'cache'), store }),
        settings: {
          apiKey: this.api.keys[0],
          baseUrl: this.api.url,
          rateLimit: 5_000,
          retryAttempts: 3,
          ...overrides.settings,
        },
        log: { info: () => undefined, warn: (message) => void this.warnings.push(message) },
        signal: overrides.signal ?? new AbortController().signal,
        heartbeat: overrides.heartbeat ?? (() => undefined),
        quietMs: 0,
      },
    );
  }

  /** Every committed row of a dataset, by its manifest. */
  async rows(dataset: BronzeDataset, order = 'raw'): Promise<Record<string, unknown>[]> {
    const manifest = await readManifest(this.store, 'bronze', dataset);
    const paths = (manifest?.files ?? []).map(({ key }) => this.store.path('bronze-data', key));
    return paths.length === 0 ? [] : readParquet(paths, order);
  }

  /** Every row under the dataset's folder, committed or not. */
  async rowsInFolder(dataset: BronzeDataset): Promise<number> {
    const keys = await this.keys(`${dataset}/`);
    return keys.length === 0
      ? 0
      : (await readParquet(keys.map((key) => this.store.path('bronze-data', key)))).length;
  }

  async keys(prefix: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of this.store.list('bronze-data', prefix)) keys.push(key);
    return keys;
  }

  /** How often each movie was asked for. */
  moviesAsked(): Map<string, number> {
    const asked = new Map<string, number>();
    for (const { path } of this.api.log) {
      const id = /^\/3\/movie\/(-?\d+)\?/.exec(path)?.[1];
      if (id !== undefined) asked.set(id, (asked.get(id) ?? 0) + 1);
    }
    return asked;
  }

  async close(): Promise<void> {
    await this.api.close();
    rmSync(this.folder, { recursive: true });
  }
}

async function readParquet(paths: readonly string[], order = '1'): Promise<Record<string, unknown>[]> {
  const database = await DuckDBInstance.create(':memory:');
  const connection = await database.connect();
  const list = paths.map((path) => `'${path}'`).join(', ');
  const reader = await connection.runAndReadAll(
    `SELECT * FROM read_parquet([${list}], hive_partitioning = false) ORDER BY ${order}`,
  );
  const rows = reader.getRowObjectsJS();
  connection.closeSync();
  database.closeSync();
  return rows;
}
