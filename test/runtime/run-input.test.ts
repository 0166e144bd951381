import { readRunInput, RunInputError } from '../../activities/runtime/run-input.ts';
import { RUN_TYPES } from '../../engine/run-id.ts';

describe('input that may be', () => {
  test.each<[string, unknown]>([
    ['an empty object', {}],
    ['a date in UTC', { logicalDate: '2026-01-01T04:00:00Z' }],
    ['a date in another zone', { logicalDate: '2026-01-01T04:00:00.123+05:30' }],
    ['a date without seconds', { logicalDate: '2026-01-01T04:00Z' }],
    ['params', { params: { pages: 3 } }],
    ['the longest note', { note: 'x'.repeat(1000) }],
    ['everything', { logicalDate: '2026-01-01T04:00:00Z', runType: 'backfill', params: {}, note: '' }],
    ...RUN_TYPES.map((runType) => [`the type ${runType}`, { runType }] satisfies [string, unknown]),
  ])('%s', (_, input) => {
    expect(readRunInput('shop', input)).toEqual(input);
  });

  test.each([[undefined], [null]])('%s, which means: all defaults', (input) => {
    expect(readRunInput('shop', input)).toEqual({});
  });
});

describe('input that is refused', () => {
  test.each([
    ['a text', 'now', 'given is "now", allowed is an object'],
    ['a list', [], 'given is [], allowed is an object'],
    ['a number', 7, 'given is 7, allowed is an object'],
    [
      'an unknown key',
      { logicaldate: '2026-01-01T04:00:00Z' },
      "unknown key 'logicaldate', allowed are logicalDate, runType, params, note",
    ],
    ["a key of JavaScript's own", { constructor: 1 }, "unknown key 'constructor'"],
    [
      'a day without a time',
      { logicalDate: '2026-01-01' },
      `'logicalDate' is "2026-01-01": allowed is an ISO 8601`,
    ],
    ['a time without a zone', { logicalDate: '2026-01-01T04:00:00' }, 'moment with its zone'],
    ['a day that is none', { logicalDate: '2026-13-01T04:00:00Z' }, 'moment with its zone'],
    ['a date as a number', { logicalDate: 1767225600000 }, 'moment with its zone'],
    [
      'an unknown type',
      { runType: 'hourly' },
      `'runType' is "hourly": allowed is one of manual, scheduled, backfill, asset_triggered, operator_triggered`,
    ],
    ['params as a list', { params: [1] }, `'params' is [1]: allowed is an object`],
    ['a note that is too long', { note: 'x'.repeat(1001) }, 'allowed is a text of at most 1000 characters'],
  ])('%s', (_, input, message) => {
    expect(() => readRunInput('shop', input)).toThrow(message);
  });

  test('everything that is wrong is told at once, with the DAG', () => {
    const input = { runType: 1, params: 2, colour: 3 };
    expect(() => readRunInput('shop', input)).toThrow(RunInputError);
    expect(() => readRunInput('shop', input)).toThrow(
      /DAG 'shop' cannot be used:\n {2}- 'runType'.*\n {2}- 'params'.*\n {2}- unknown key 'colour'/,
    );
  });

  test('no try can help', () => {
    expect(new RunInputError('shop', ['x'])).toMatchObject({ nonRetryable: true, type: 'BAD_RUN_INPUT' });
  });
});
