import Table from 'cli-table3';
import { Option } from 'commander';
import { stringify } from 'yaml';

export const OUTPUT_FORMATS = ['table', 'json', 'yaml', 'plain'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];
export type Row = Readonly<Record<string, unknown>>;

/** `-o table|json|yaml|plain`, as every listing takes it. */
export const outputOption = (): Option =>
  new Option('-o, --output <format>', 'how to print').choices(OUTPUT_FORMATS).default('table');

const BARE = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** A value in one cell: lists with commas, objects as JSON, nothing as nothing. */
export function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join(', ');
  return JSON.stringify(value);
}

/**
 * A listing as text. `table` has a heading, `plain` is one line a row, its cells separated by tabs and without a
 * heading; `json` and `yaml` have every field of every row, also those without a column.
 */
export function formatRows(rows: readonly Row[], columns: readonly string[], format: OutputFormat): string {
  if (format === 'json') return JSON.stringify(rows, null, 2);
  if (format === 'yaml') return stringify(rows, { aliasDuplicateObjects: false }).trimEnd();
  const cells = rows.map((row) => columns.map((column) => cell(row[column])));
  if (format === 'plain') {
    return cells.map((line) => line.map((text) => text.replaceAll(/\s+/g, ' ')).join('\t')).join('\n');
  }
  const table = new Table({
    head: [...columns],
    chars: BARE,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  table.push(...cells);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** One thing with its fields: a line each as `table` and `plain`. */
export function formatRecord(record: Row, format: OutputFormat): string {
  if (format === 'json') return JSON.stringify(record, null, 2);
  if (format === 'yaml') return stringify(record, { aliasDuplicateObjects: false }).trimEnd();
  const fields = Object.entries(record).filter(([, value]) => value !== undefined);
  if (format === 'plain') return fields.map(([name, value]) => `${name}\t${cell(value)}`).join('\n');
  const widest = Math.max(0, ...fields.map(([name]) => name.length));
  return fields.map(([name, value]) => `${name.padEnd(widest)}  ${cell(value)}`.trimEnd()).join('\n');
}

/** Data goes to stdout; an empty text prints nothing. */
export function print(text: string): void {
  if (text !== '') process.stdout.write(`${text}\n`);
}

/** Everything that is not data goes to stderr. */
export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}
