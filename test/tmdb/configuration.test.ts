import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTmdbSettings } from '../../activities/tmdb/configuration.ts';

const emptyHome = mkdtempSync(join(tmpdir(), 'tradewind-settings-'));
afterAll(() => rmSync(emptyHome, { recursive: true }));
const read = (environment: Record<string, string>) =>
  readTmdbSettings({ TRADEWIND_HOME: emptyHome, ...environment });

describe('without more than a key', () => {
  it('D20: calls the public API at 4 requests a second', () => {
    expect(read({ TMDB_API_KEY: 'a-key' })).toEqual({
      apiKey: 'a-key',
      baseUrl: 'https://api.themoviedb.org/3',
      rateLimit: 4,
      retryAttempts: 3,
      bronzeRetentionDays: 90,
      silverRetentionDays: 730,
      goldRetentionDays: 1825,
    });
  });
});

it('D20: takes every setting from the environment', () => {
  expect(
    read({
      TMDB_BASE_URL: 'http://127.0.0.1:8080/3/',
      TMDB_RATE_LIMIT: '0.5',
      TMDB_RETRY_ATTEMPTS: '0',
      BRONZE_RETENTION_DAYS: '1',
      SILVER_RETENTION_DAYS: '2',
      GOLD_RETENTION_DAYS: '3',
    }),
  ).toEqual({
    apiKey: undefined,
    baseUrl: 'http://127.0.0.1:8080/3',
    rateLimit: 0.5,
    retryAttempts: 0,
    bronzeRetentionDays: 1,
    silverRetentionDays: 2,
    goldRetentionDays: 3,
  });
});

it.each([
  ['no key for the public API', {}, /TMDB_API_KEY is not set.*v4 token.*tradewind up/],
  [
    'no key for the public API, named otherwise',
    { TMDB_BASE_URL: 'https://api.TMDB.org/3' },
    /TMDB_API_KEY is not set/,
  ],
  ['a rate of nothing', { TMDB_API_KEY: 'k', TMDB_RATE_LIMIT: '0' }, /TMDB_RATE_LIMIT is '0'/],
  ['half a retry', { TMDB_API_KEY: 'k', TMDB_RETRY_ATTEMPTS: '1.5' }, /TMDB_RETRY_ATTEMPTS is '1.5'/],
  ['no address', { TMDB_API_KEY: 'k', TMDB_BASE_URL: 'api.themoviedb.org' }, /TMDB_BASE_URL is 'api/],
])('refuses %s', (_name, environment, message) => {
  expect(() => read(environment)).toThrow(message);
});

it('never shows the key', () => {
  expect(() => read({ TMDB_API_KEY: 'se cret' })).toThrow(/^(?!.*se cret)[^]*TMDB_API_KEY/);
});

describe('beside an embedded stack', () => {
  const home = mkdtempSync(join(tmpdir(), 'tradewind-settings-'));
  mkdirSync(join(home, 'run'));
  const offered = { TMDB_BASE_URL: 'http://127.0.0.1:9/3', TMDB_API_KEY: 'demo', TMDB_RATE_LIMIT: '400' };
  const state = { services: { 'demo-api': { environment: offered } } };
  writeFileSync(join(home, 'run', 'stack.json'), JSON.stringify(state));
  afterAll(() => rmSync(home, { recursive: true }));

  it.each([
    ['nothing is set: the demo API at its rate', {}, 'http://127.0.0.1:9/3', 'demo', 400],
    [
      'a key is set: the public API at its rate',
      { TMDB_API_KEY: 'real' },
      'https://api.themoviedb.org/3',
      'real',
      4,
    ],
    [
      'an address is set: no key of the demo',
      { TMDB_BASE_URL: 'http://localhost:1' },
      'http://localhost:1',
      undefined,
      4,
    ],
    ['a rate is set: the demo API at that', { TMDB_RATE_LIMIT: '7' }, 'http://127.0.0.1:9/3', 'demo', 7],
  ])('%s', (_name, environment, baseUrl, apiKey, rateLimit) => {
    expect(readTmdbSettings({ TRADEWIND_HOME: home, ...environment })).toMatchObject({
      baseUrl,
      apiKey,
      rateLimit,
    });
  });
});
