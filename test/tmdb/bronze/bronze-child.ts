import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileCache } from '../../../activities/lake/file-cache.ts';
import type { BronzeInput } from '../../../activities/tmdb/bronze/run-bronze.ts';
import { runBronze } from '../../../activities/tmdb/bronze/run-bronze.ts';
import { collectOften } from '../../../workers/heap.ts';
import { FolderStore } from '../../support/folder-store.ts';

/**
 * Bronze in a process of its own, to be killed or measured: `tsx bronze-child.ts FOLDER BASE_URL KEY INPUT_JSON`.
 * Leaves `peak.json` in the folder: the most memory it held (MiB) while the movies were fetched and written.
 */
const [folder = '', baseUrl = '', apiKey = '', input = ''] = process.argv.slice(2);
const store = new FolderStore(join(folder, 's3'));
const MIB = 1024 ** 2;
const BEATS_BETWEEN_LOOKS = 200;

// As every worker does.
collectOften();

let beats = 0;
const peak = { rss: 0, heap: 0 };
const look = (): void => {
  const { rss, heapUsed } = process.memoryUsage();
  peak.rss = Math.max(peak.rss, rss / MIB);
  peak.heap = Math.max(peak.heap, heapUsed / MIB);
};

void runBronze(JSON.parse(input) as BronzeInput, {
  store,
  cache: new FileCache({ folder: join(folder, 'cache'), store }),
  settings: { apiKey, baseUrl, rateLimit: 5_000, retryAttempts: 3 },
  log: { info: () => undefined, warn: () => undefined },
  signal: new AbortController().signal,
  heartbeat: (progress) => {
    if ((beats += 1) % BEATS_BETWEEN_LOOKS === 0) look();
    process.stdout.write(`${JSON.stringify(progress)}\n`);
  },
  quietMs: 0,
}).then(() => writeFileSync(join(folder, 'peak.json'), JSON.stringify(peak)));
