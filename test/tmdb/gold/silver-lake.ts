import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDuckDB } from '../../../activities/lake/duckdb.ts';
import { FileCache } from '../../../activities/lake/file-cache.ts';
import { BUCKETS } from '../../../activities/lake/layers.ts';
import { commitManifest } from '../../../activities/lake/manifest.ts';
import { partitionKey } from '../../../activities/lake/partition-key.ts';
import { uploadFiles, type LocalFile } from '../../../activities/lake/upload-files.ts';
import { runGold, type GoldResult } from '../../../activities/tmdb/gold/run-gold.ts';
import type { RunIdentity } from '../../../activities/tmdb/run-identity.ts';
import type { ObjectStore } from '../../../activities/connectors/object-store.ts';
import { FolderStore } from '../../support/folder-store.ts';
import { completeRows, NOON, writeSilver, type SilverRows } from './silver-rows.ts';

export const identityOf = (logicalDate: string = NOON, tryNumber = 1): RunIdentity => ({
  runId: `manual__${logicalDate}`,
  dagId: 'movies',
  logicalDate,
  tryNumber,
  runType: 'manual',
});

/** A lake in a folder of its own, with silver made by hand. */
export class TestLake {
  readonly folder = mkdtempSync(join(tmpdir(), 'tradewind-lake-'));
  readonly store: ObjectStore;
  readonly cache: FileCache;

  constructor(store?: ObjectStore) {
    this.store = store ?? new FolderStore(join(this.folder, 'store'));
    this.cache = new FileCache({ folder: join(this.folder, 'cache'), store: this.store });
  }

  /** Where an object lies, to damage it. */
  path(bucket: string, key: string): string {
    return join(this.folder, 'store', bucket, key);
  }

  async gold(run: RunIdentity = identityOf(), windows: readonly number[] = [7, 30, 90]): Promise<GoldResult> {
    return runGold(
      { run, windows },
      {
        store: this.store,
        cache: this.cache,
        log: { info: () => undefined, warn: () => undefined } as never,
        signal: new AbortController().signal,
        heartbeat: () => undefined,
      },
    );
  }

  /** Commits silver with these rows; movies and reviews in one file, snapshots in one a day, no credits. */
  async silver(rows: SilverRows, { logicalDate }: RunIdentity = identityOf()): Promise<void> {
    const complete = completeRows(rows);
    await this.#commit('movies', 'movies', new Map([['', complete.movies]]), logicalDate);
    await this.#commit('reviews', 'reviews', new Map([['', complete.reviews]]), logicalDate);
    const days = new Map<string, object[]>();
    for (const row of complete.snapshots) {
      const day = (row as { logical_date: string }).logical_date.slice(0, 10);
      days.set(day, [...(days.get(day) ?? []), row]);
    }
    await this.#commit('movie_snapshots', 'snapshots', days, logicalDate);
    for (const empty of ['credits', 'quarantine'])
      await this.#commit(empty, 'movies', new Map(), logicalDate);
  }

  async #commit(
    dataset: string,
    table: 'movies' | 'reviews' | 'snapshots',
    parts: ReadonlyMap<string, object[]>,
    logicalDate: string,
  ): Promise<void> {
    await withDuckDB(async (duckdb) => {
      const local: LocalFile[] = [];
      for (const [day, rows] of parts) {
        if (rows.length === 0) continue;
        const [year = '', month = '', date = ''] = day.split('-');
        const partition = day === '' ? {} : { year, month, day: date };
        const path = await this.cache.temporaryPath();
        await writeSilver(duckdb, table, rows, path);
        const key = `${dataset}/${partitionKey(partition)}${local.length}.parquet`;
        const [{ logical_date: of }] = rows as [{ logical_date: string }];
        const dated = day === '' ? {} : { logicalDate: of };
        local.push({ path, key, rows: rows.length, schemaVersion: 1, partition, ...dated });
      }
      const files = await uploadFiles(this.store, this.cache, BUCKETS.silver, local);
      await commitManifest(this.store, {
        dataset,
        layer: 'silver',
        schemaVersion: 1,
        run: { ...identityOf(logicalDate) },
        committedAt: logicalDate,
        rows: files.reduce((sum, file) => sum + file.rows, 0),
        bytes: files.reduce((sum, file) => sum + file.bytes, 0),
        files,
      });
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
