/**
 * Compares the memory of bronze at 5,000 and at 20,000 movies: `npx tsx bench/bronze-memory.ts`. Each runs in a process
 * of its own against the demo API, whose movies are multiplied. Fails when the larger takes more than 1.1 times as much.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoApi, type DemoApi } from '../pipelines/tmdb/demo-api/server.ts';
import { PACKAGE_ROOT } from '../workers/home.ts';

const FEW = 5_000;
const MANY = 20_000;
const MOST_GROWTH = 1.1;
/** So many times the demo's 3,201 movies, to have enough for the larger run. */
const MULTIPLY = 8;

interface Peak {
  /** Most that was resident at once, in MiB. */
  readonly rss: number;
  readonly heap: number;
}

async function peakOf(api: DemoApi, movies: number): Promise<Peak> {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-bench-'));
  const input = {
    run: {
      runId: 'bench',
      dagId: 'bench',
      logicalDate: '2026-03-01T04:00:00.000Z',
      tryNumber: 1,
      runType: 'manual',
    },
    params: {
      categories: ['popular', 'top_rated', 'trending_day'],
      pagesPerCategory: 500,
      details: movies,
      reviewPages: 1,
      maxFailedShare: 0.01,
      refetch: false,
    },
  };
  try {
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        join(PACKAGE_ROOT, 'test', 'tmdb', 'bronze', 'bronze-child.ts'),
        folder,
        api.url,
        api.keys[0] ?? '',
        JSON.stringify(input),
      ],
      { stdio: ['ignore', 'ignore', 'inherit'], cwd: PACKAGE_ROOT },
    );
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`bronze of ${movies} movies ended with exit code ${code}`);
    return JSON.parse(readFileSync(join(folder, 'peak.json'), 'utf8')) as Peak;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  const api = await startDemoApi({ date: '2026-03-01T04:30:00Z', multiply: MULTIPLY, logLimit: 1 });
  try {
    const peaks: Peak[] = [];
    for (const movies of [FEW, MANY]) {
      const startedAt = performance.now();
      const peak = await peakOf(api, movies);
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
      const { rss, heap } = peak;
      console.log(
        `${movies} movies: peak RSS ${rss.toFixed(0)} MiB, heap ${heap.toFixed(0)} MiB, ${seconds} s`,
      );
      peaks.push(peak);
    }
    const ratio = peaks[1]!.rss / peaks[0]!.rss;
    console.log(`ratio ${ratio.toFixed(2)}, allowed is ${MOST_GROWTH}`);
    process.exitCode = ratio <= MOST_GROWTH ? 0 : 1;
  } finally {
    await api.close();
  }
}

await main();
