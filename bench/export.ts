/**
 * Measures gold, export and validation on the whole shared data set, with two days of snapshots, so that every movie
 * trends: `npx tsx bench/export.ts`, with MONGODB_CONNECTION_STRING set. The lake is a folder: S3 is not the subject.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongoClient } from '../activities/connectors/mongo.ts';
import { FileCache } from '../activities/lake/file-cache.ts';
import { runExport } from '../activities/tmdb/export/run-export.ts';
import { runGold } from '../activities/tmdb/gold/run-gold.ts';
import { runSilver } from '../activities/tmdb/silver/run-silver.ts';
import { runValidate } from '../activities/tmdb/validate/run-validate.ts';
import { FolderStore } from '../test/support/folder-store.ts';
import { jsonLines, sharedFolder } from '../test/support/shared-data.ts';
import { runOf, writeBronzeByHand, type BronzeOfRun } from '../test/tmdb/silver/bronze-by-hand.ts';

type Json = Readonly<Record<string, unknown>>;
type Movie = Json & { id: number; popularity: number; genres: { id: number; name: string }[] };

const file = (name: string): string => join(sharedFolder(), 'data', 'tmdb', `${name}.jsonl.gz`);

/** The catalogue as the API would deliver it on a day when popularity is so many times the recorded one. */
function bronzeOf(movies: readonly Movie[], times: number): BronzeOfRun {
  const details = movies.map((movie) => ({ ...movie, popularity: movie.popularity * times }));
  const reviews: Record<number, Json[]> = {};
  for (const { movie_id: id, ...review } of jsonLines<Json & { movie_id: number }>(file('reviews'))) {
    (reviews[id] ??= []).push(review);
  }
  return {
    items: details.map(({ genres, ...item }) => ({ ...item, genre_ids: genres.map(({ id }) => id) })),
    details,
    credits: {},
    reviews,
    genres: Object.fromEntries(details.flatMap(({ genres }) => genres.map(({ id, name }) => [id, name]))),
  };
}

async function measured<T>(title: string, run: () => Promise<T>): Promise<T> {
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
  const result = await run();
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    `${title}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s, CPU ${((user + system) / 1e6).toFixed(1)} s, ` +
      `RSS ${(process.memoryUsage().rss / 1024 ** 2).toFixed(0)} MiB`,
  );
  return result;
}

async function main(): Promise<void> {
  const connectionString = process.env['MONGODB_CONNECTION_STRING'];
  if (connectionString === undefined)
    throw new Error('Set MONGODB_CONNECTION_STRING to a server to write to.');
  const folder = await mkdtemp(join(tmpdir(), 'tradewind-bench-'));
  const mongo = mongoClient({ connectionString, database: `bench_${Date.now()}` });
  try {
    const store = new FolderStore(join(folder, 'store'));
    const cache = new FileCache({ folder: join(folder, 'cache'), store });
    const log = { info: () => undefined, warn: console.warn } as never;
    const signal = new AbortController().signal;
    const deps = {
      store,
      cache,
      mongo,
      log,
      signal,
      heartbeat: () => undefined,
      lastHeartbeat: () => undefined,
    };
    const movies = jsonLines<Movie>(file('movies'));
    const [before, run] = [runOf('2026-11-01T00:00:00.000Z'), runOf('2026-11-02T00:00:00.000Z')];
    await writeBronzeByHand(store, cache, before, bronzeOf(movies, 1));
    await writeBronzeByHand(store, cache, run, bronzeOf(movies, 1.05));
    await runSilver({ run: before }, deps);
    await measured('silver', async () => runSilver({ run }, deps));
    const gold = await measured('gold', async () => runGold({ run, windows: [7, 30, 90] }, deps));
    console.log(gold.datasets);
    const first = await measured('export, empty view', async () => runExport({ run }, deps));
    console.log(first.counts);
    await measured('export, the same again', async () => runExport({ run }, deps));
    const { counts, qualityPassRate } = await measured('validation', async () => runValidate({ run }, deps));
    console.log(counts, { qualityPassRate });
  } finally {
    await mongo.db.dropDatabase();
    await mongo.close();
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
