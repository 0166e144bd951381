import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  demoArguments,
  demoDataFolder,
  demoEnvironment,
  isDemoWanted,
  keptBaseDate,
} from '../../../pipelines/tmdb/demo-api/launch.ts';

const temporary = (): string => mkdtempSync(join(tmpdir(), 'demo-launch-'));

test.each([
  ['nothing is set', {}, true],
  ['the variables are empty', { TMDB_API_KEY: '', TMDB_BASE_URL: '' }, true],
  ['a key is set', { TMDB_API_KEY: 'k' }, false],
  ['another address is set', { TMDB_BASE_URL: 'http://127.0.0.1:1/3' }, false],
])('when %s the demo stands in: %#', (_what, environment, expected) => {
  expect(isDemoWanted(environment)).toBe(expected);
});

test('the data folder is the shared one where it has movies, else there is none', () => {
  const shared = temporary();
  expect(demoDataFolder({ TRADEWIND_SHARED: shared })).toBeUndefined();
  mkdirSync(join(shared, 'data/tmdb'), { recursive: true });
  writeFileSync(join(shared, 'data/tmdb/movies.jsonl.gz'), '');
  expect(demoDataFolder({ TRADEWIND_SHARED: shared })).toBe(join(shared, 'data/tmdb'));
});

test('the base date is the first start, also at the second', () => {
  const folder = join(temporary(), 'new');
  expect(keptBaseDate(folder, new Date('2026-06-01T10:00:00Z'))).toBe('2026-06-01T10:00:00.000Z');
  expect(keptBaseDate(folder, new Date('2026-06-02T10:00:00Z'))).toBe('2026-06-01T10:00:00.000Z');
});

test('the program is started on the given port, moving with the clock from the kept base date', () => {
  const folder = temporary();
  const flags = demoArguments({ port: 4711, folder, environment: { TRADEWIND_SHARED: folder } });
  expect(flags[2]).toMatch(/demo-api\/main\.ts$/);
  expect(flags.slice(3)).toEqual(['--port', '4711', '--date', 'now', '--base-date', keptBaseDate(folder)]);
});

test('the pipeline is told the address, a key that opens only the demo, and the rate of a local server', () => {
  expect(demoEnvironment(4711)).toEqual({
    TMDB_BASE_URL: 'http://127.0.0.1:4711/3',
    TMDB_API_KEY: 'de300000000000000000000000000de3',
    TMDB_RATE_LIMIT: '1000',
  });
});
