import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PACKAGE_ROOT } from '../../../workers/home.ts';
import { DEMO_V3_KEY } from './keys.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Requests a second that the pipeline may send to the demo: it is local, and nobody else's. */
const LOCAL_RATE = 1000;

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';

/** The demo stands in only where no other TMDB is named. */
export const isDemoWanted = (environment: Environment): boolean =>
  !isSet(environment['TMDB_API_KEY']) && !isSet(environment['TMDB_BASE_URL']);

/** `$TRADEWIND_SHARED/data/tmdb` (default `../shared`, seen from the package) where it is; else undefined. */
export function demoDataFolder(environment: Environment): string | undefined {
  const given = environment['TRADEWIND_SHARED'];
  const shared = isSet(given) ? resolve(given!) : resolve(PACKAGE_ROOT, '../shared');
  const folder = join(shared, 'data/tmdb');
  return existsSync(join(folder, 'movies.jsonl.gz')) ? folder : undefined;
}

/**
 * The base date of the demo that `up` starts: the moment of its first start, kept in `folder`. So the first run sees
 * the source as it is, and runs after it see it move.
 */
export function keptBaseDate(folder: string, now: Date = new Date()): string {
  const file = join(folder, 'base-date');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${now.toISOString()}\n`);
  return now.toISOString();
}

/** The program's arguments after `node`. */
export function demoArguments(options: {
  readonly port: number;
  readonly folder: string;
  readonly environment: Environment;
}): string[] {
  const data = demoDataFolder(options.environment);
  return [
    '--import',
    createRequire(import.meta.url).resolve('tsx'),
    fileURLToPath(new URL('./main.ts', import.meta.url)),
    '--port',
    String(options.port),
    '--date',
    'now',
    '--base-date',
    keptBaseDate(options.folder),
    ...(data === undefined ? [] : ['--data', data]),
  ];
}

/** What the pipeline needs to find the demo; see `readTmdbSettings`. */
export const demoEnvironment = (port: number): Record<string, string> => ({
  TMDB_BASE_URL: `http://127.0.0.1:${port}/3`,
  TMDB_API_KEY: DEMO_V3_KEY,
  TMDB_RATE_LIMIT: String(LOCAL_RATE),
});
