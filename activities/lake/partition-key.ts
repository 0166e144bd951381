/** Hive's own word for a value that is not there. */
export const MISSING_VALUE = '__HIVE_DEFAULT_PARTITION__';

const TWO_DIGITS = new Set(['month', 'day', 'hour']);

export type PartitionValue = string | number | null | undefined;

/**
 * The value of a partition key as it stands in keys and manifests, before percent-encoding: years with four digits,
 * months, days and hours with two, so that keys sort by time.
 */
export function partitionText(name: string, value: PartitionValue): string {
  if (value === null || value === undefined || value === '') return MISSING_VALUE;
  if (name === 'year') return String(value).padStart(4, '0');
  return TWO_DIGITS.has(name) ? String(value).padStart(2, '0') : String(value);
}

/** Folder of a partition, Hive's way: `{ year: 2026, month: 1 }` → `year=2026/month=01/`. */
export function partitionKey(values: Readonly<Record<string, PartitionValue>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${encodePart(name)}=${encodePart(partitionText(name, value))}/`)
    .join('');
}

/** The folder of an hour of the logical date: what bronze and the snapshots are filed under. */
export function logicalDatePartition<const Part extends 'year' | 'month' | 'day' | 'hour'>(
  logicalDate: string,
  parts: readonly Part[],
): Record<Part, string> {
  const date = new Date(logicalDate);
  if (Number.isNaN(date.getTime())) {
    throw new RangeError(
      `logicalDate is '${logicalDate}': allowed is ISO 8601, e.g. 2026-01-01T04:00:00.000Z.`,
    );
  }
  const all = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
  };
  return Object.fromEntries(parts.map((part) => [part, partitionText(part, all[part])])) as Record<
    Part,
    string
  >;
}

/** What encodeURIComponent leaves alone but a shell or a glob does not. */
const encodePart = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
