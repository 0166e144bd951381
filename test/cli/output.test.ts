import { parse } from 'yaml';
import { formatRecord, formatRows } from '../../cli/output.ts';

const ROWS = [
  { id: 'a', tags: ['x', 'y'], note: null, extra: 1 },
  { id: 'long-name', tags: [], note: 'two\nlines', extra: 2 },
];
const COLUMNS = ['id', 'tags', 'note'];

describe('a listing', () => {
  it('is a table with a heading, its columns lined up', () => {
    expect(
      formatRows(
        [
          { id: 'a', state: 'success' },
          { id: 'long-name', state: 'failed' },
        ],
        ['id', 'state'],
        'table',
      ),
    ).toBe(['id         state', 'a          success', 'long-name  failed'].join('\n'));
  });

  it('is one line a row when plain, cells separated by tabs, for cut and awk', () => {
    expect(formatRows(ROWS, COLUMNS, 'plain')).toBe('a\tx, y\t\nlong-name\t\ttwo lines');
  });

  it('has every field as JSON and as YAML, also those without a column', () => {
    expect(JSON.parse(formatRows(ROWS, COLUMNS, 'json'))).toEqual(ROWS);
    expect(parse(formatRows(ROWS, COLUMNS, 'yaml'))).toEqual(ROWS);
  });

  it.each([
    ['json', '[]'],
    ['yaml', '[]'],
    ['plain', ''],
    ['table', 'id  tags  note'],
  ] as const)('without rows is still %s', (format, text) => {
    expect(formatRows([], COLUMNS, format)).toBe(text);
  });
});

describe('one thing', () => {
  const thing = { name: 'run', params: { limit: 3 }, reason: undefined };

  it.each([
    ['table', 'name    run\nparams  {"limit":3}'],
    ['plain', 'name\trun\nparams\t{"limit":3}'],
  ] as const)('is a line a field as %s; what is not known is left out', (format, text) => {
    expect(formatRecord(thing, format)).toBe(text);
  });

  it.each([
    ['json', (text: string): unknown => JSON.parse(text)],
    ['yaml', (text: string): unknown => parse(text)],
  ] as const)('keeps its structure as %s', (format, read) => {
    expect(read(formatRecord(thing, format))).toEqual({ name: 'run', params: { limit: 3 } });
  });
});
