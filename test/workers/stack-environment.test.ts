import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { stackStateFile } from '../../workers/home.ts';
import { withStackEnvironment } from '../../workers/stack-environment.ts';

const home = mkdtempSync(join(tmpdir(), 'tradewind-home-'));
const file = stackStateFile(home);
const EMBEDDED = { TEMPORAL_ADDRESS: '127.0.0.1:1', S3_ACCESS_KEY: 'embedded', S3_SECRET_KEY: 'embedded' };

beforeAll(() => {
  mkdirSync(dirname(file), { recursive: true });
  const services = {
    temporal: { environment: { TEMPORAL_ADDRESS: EMBEDDED.TEMPORAL_ADDRESS } },
    s3: { environment: { S3_ACCESS_KEY: 'embedded', S3_SECRET_KEY: 'embedded' } },
    worker: {},
  };
  writeFileSync(file, JSON.stringify({ version: 1, services }));
});
afterAll(() => rmSync(home, { recursive: true }));

test.each([
  ['nothing is set: all of the stack', {}, EMBEDDED],
  [
    'a variable is set: it wins',
    { TEMPORAL_ADDRESS: 'temporal.example:7233' },
    { ...EMBEDDED, TEMPORAL_ADDRESS: 'temporal.example:7233' },
  ],
  ['it is set to nothing: the stack wins', { TEMPORAL_ADDRESS: '' }, EMBEDDED],
  ['something else is set: it stays', { LOG_LEVEL: 'debug' }, { ...EMBEDDED, LOG_LEVEL: 'debug' }],
])('with a running stack, %s', (_, environment, complete) => {
  const given = { TRADEWIND_HOME: home, ...environment };
  expect(withStackEnvironment(given)).toEqual({ TRADEWIND_HOME: home, ...complete });
});

test('without one the environment stays as it is', () => {
  const given = { TRADEWIND_HOME: join(home, 'elsewhere'), TEMPORAL_ADDRESS: '' };
  expect(withStackEnvironment(given)).toBe(given);
});
