import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ObjectStore } from '../../../activities/connectors/object-store.ts';
import { withDuckDB } from '../../../activities/lake/duckdb.ts';
import { FileCache } from '../../../activities/lake/file-cache.ts';
import { BUCKETS } from '../../../activities/lake/layers.ts';
import { readManifest } from '../../../activities/lake/manifest.ts';
import { scanOf } from '../../../activities/lake/scan.ts';
import { runSilver } from '../../../activities/tmdb/silver/run-silver.ts';
import type { SilverDeps, SilverResult } from '../../../activities/tmdb/silver/silver-deps.ts';
import type { SilverDataset } from '../../../activities/tmdb/silver/silver-datasets.ts';
import { FolderStore } from '../../support/folder-store.ts';
import { runOf, writeBronzeByHand, type BronzeOfRun } from './bronze-by-hand.ts';

const quiet = (): void => undefined;

/** A lake of its own, into which a test puts bronze and from which it reads silver back. */
export class SilverLab {
  readonly store: ObjectStore;
  readonly cache: FileCache;
  readonly #folder = mkdtempSync(join(tmpdir(), 'silver-lab-'));

  /** @param store where S3 itself is the subject; else a folder stands for it */
  constructor(store?: ObjectStore) {
    this.store = store ?? new FolderStore(join(this.#folder, 'store'));
    this.cache = new FileCache({ folder: join(this.#folder, 'cache'), store: this.store });
  }

  deps(changed: Partial<SilverDeps> = {}): SilverDeps {
    return {
      store: this.store,
      cache: this.cache,
      log: { info: quiet, warn: quiet },
      heartbeat: quiet,
      ...changed,
    };
  }

  async bronze(logicalDate: string, bronze: BronzeOfRun): Promise<void> {
    await this.store.ensureBucket(BUCKETS.silver);
    await writeBronzeByHand(this.store, this.cache, runOf(logicalDate), bronze);
  }

  async silver(logicalDate: string, tryNumber = 1): Promise<SilverResult> {
    return runSilver({ run: runOf(logicalDate, tryNumber) }, this.deps());
  }

  /** Bronze and silver of one run. */
  async run(logicalDate: string, bronze: BronzeOfRun): Promise<SilverResult> {
    await this.bronze(logicalDate, bronze);
    return this.silver(logicalDate);
  }

  /** The committed rows of a dataset, as a reader that goes by the manifest sees them. */
  async rows<T extends object = Record<string, unknown>>(dataset: SilverDataset, select = '*'): Promise<T[]> {
    const manifest = await readManifest(this.store, 'silver', dataset);
    const scan = await scanOf(this.cache, BUCKETS.silver, manifest?.files ?? []);
    if (scan === undefined) return [];
    return withDuckDB(async (duckdb) => duckdb.rows<T>(`SELECT ${select} FROM ${scan} ORDER BY ALL`));
  }

  async keys(dataset: SilverDataset): Promise<string[]> {
    const manifest = await readManifest(this.store, 'silver', dataset);
    return (manifest?.files ?? []).map(({ key }) => key);
  }

  /** A cache as another machine would have it. */
  emptyCache(): FileCache {
    return new FileCache({ folder: join(this.#folder, 'elsewhere'), store: this.store });
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export const item = (id: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  title: `Movie ${id}`,
  genre_ids: [28],
  release_date: '2026-10-05',
  popularity: 5.5,
  vote_average: 7,
  vote_count: 10,
  ...more,
});

export const details = (id: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  title: `Movie ${id}`,
  genres: [{ id: 28, name: 'Action' }],
  release_date: '2026-10-05',
  popularity: 5.5,
  vote_average: 7,
  vote_count: 10,
  runtime: 100,
  budget: 1_000,
  revenue: 5_000,
  ...more,
});

export const review = (id: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  author: 'critic',
  content: 'A film.',
  author_details: { rating: 7 },
  created_at: '2026-10-06T10:00:00.000Z',
  updated_at: '2026-10-06T10:00:00.000Z',
  url: `https://example.org/${id}`,
  ...more,
});
