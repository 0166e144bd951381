/**
 * Measures silver on the whole shared data set: `npx tsx bench/silver.ts`, with S3_ENDPOINT, S3_ACCESS_KEY and
 * S3_SECRET_KEY of a store whose buckets may be written, or the embedded stack running.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ObjectStore } from '../activities/connectors/object-store.ts';
import { s3ObjectStore } from '../activities/connectors/s3-object-store.ts';
import { FileCache } from '../activities/lake/file-cache.ts';
import { rebuildSilver } from '../activities/tmdb/silver/rebuild-silver.ts';
import { runSilver } from '../activities/tmdb/silver/run-silver.ts';
import { jsonLines, sharedFolder } from '../test/support/shared-data.ts';
import { ownBuckets } from '../test/support/own-buckets.ts';
import { runOf, writeBronzeByHand, type BronzeOfRun } from '../test/tmdb/silver/bronze-by-hand.ts';
import { loadConfiguration } from '../workers/configuration.ts';

type Json = Readonly<Record<string, unknown>>;

const MIB = 1024 ** 2;

const file = (name: string): string => join(sharedFolder(), 'data', 'tmdb', `${name}.jsonl.gz`);

function sharedBronze(): BronzeOfRun {
  const details = jsonLines<Json & { id: number; genres: { id: number; name: string }[] }>(file('movies'));
  const reviews: Record<number, Json[]> = {};
  for (const { movie_id: id, ...review } of jsonLines<Json & { movie_id: number }>(file('reviews'))) {
    (reviews[id] ??= []).push(review);
  }
  return {
    items: details.map(({ genres, ...item }) => ({ ...item, genre_ids: genres.map(({ id }) => id) })),
    details,
    credits: Object.fromEntries(
      jsonLines<Json & { id: number }>(file('credits')).map((body) => [body.id, body]),
    ),
    reviews,
    genres: Object.fromEntries(details.flatMap(({ genres }) => genres.map(({ id, name }) => [id, name]))),
  };
}

/** Runs something and prints how long it took, the greatest memory, and how long the event loop was held up. */
async function measured<T>(title: string, run: () => Promise<T>): Promise<T> {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  let peak = 0;
  const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  delay.enable();
  try {
    return await run();
  } finally {
    delay.disable();
    clearInterval(sampling);
    const { user, system } = process.cpuUsage(cpu);
    console.log(
      `${title}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s, CPU ${((user + system) / 1e6).toFixed(1)} s, ` +
        `peak RSS ${(peak / MIB).toFixed(0)} MiB, event loop p99 ${(delay.percentile(99) / 1e6).toFixed(0)} ms, ` +
        `max ${(delay.max / 1e6).toFixed(0)} ms`,
    );
  }
}

const FIRST = runOf('2026-11-01T00:00:00.000Z');
const LATER = runOf('2026-11-01T04:00:00.000Z');

const few = <T>(byMovie: Readonly<Record<number, T>>): Record<number, T> =>
  Object.fromEntries(Object.entries(byMovie).slice(0, 100));

/** In a process of its own, so that the memory it takes is not counted. */
async function prepare(store: ObjectStore, cache: FileCache): Promise<void> {
  const bronze = sharedBronze();
  await writeBronzeByHand(store, cache, FIRST, bronze);
  await writeBronzeByHand(store, cache, LATER, {
    ...bronze,
    items: bronze.items!.slice(0, 100),
    details: bronze.details!.slice(0, 100),
    credits: few(bronze.credits!),
    reviews: few(bronze.reviews!),
  });
}

async function measureRuns(store: ObjectStore, cache: FileCache): Promise<void> {
  let phase = 'start';
  let since = performance.now();
  const deps = {
    store,
    cache,
    log: console,
    heartbeat: (progress: { phase: string; at: string }): void => {
      const now = `${progress.phase} ${progress.at}`;
      if (now === phase) return;
      console.log(`    ${phase} ${((performance.now() - since) / 1000).toFixed(2)} s`);
      [phase, since] = [now, performance.now()];
    },
  };
  await measured('silver, first run, all movies', async () => runSilver({ run: FIRST }, deps));
  await measured('silver, the same run again', async () => runSilver({ run: FIRST }, deps));
  await measured('silver, 100 movies changed', async () => runSilver({ run: LATER }, deps));
  await measured('silver, rebuilt', async () =>
    rebuildSilver(deps, { runId: 'rebuild', dagId: 'bench', tryNumber: 1 }),
  );
}

async function main(): Promise<void> {
  const { s3Endpoint, s3Region, s3AccessKey, s3SecretKey } = loadConfiguration();
  const s3 = s3ObjectStore({
    endpoint: s3Endpoint,
    region: s3Region,
    accessKey: s3AccessKey,
    secretKey: s3SecretKey,
  });
  const [, self = '', prefix = `bench-${Date.now()}`, prepared] = process.argv;
  const store = ownBuckets(s3, prefix);
  const folder = await mkdtemp(join(tmpdir(), 'tradewind-bench-'));
  try {
    const cache = new FileCache({ folder, store });
    if (prepared === 'prepare') return await prepare(store, cache);
    execFileSync(process.execPath, [...process.execArgv, self, prefix, 'prepare'], { stdio: 'inherit' });
    await measureRuns(store, cache);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await main();
