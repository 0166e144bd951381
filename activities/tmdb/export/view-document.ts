import {
  DuckDBDecimalValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBStructType,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBType,
  DuckDBTypeId,
  type DuckDBValue,
} from '@duckdb/node-api';
import { Double, Long } from 'mongodb';

/** A document of `batch_views`, as it goes to MongoDB. */
export interface ViewDocument {
  _id: string;
  view_type: string;
  [field: string]: unknown;
}

/** Files keep the names apart from their folders' year and month; documents have no folders. */
const FIELDS: Readonly<Record<string, string>> = { release_year: 'year', release_month: 'month' };

const LEAST_INT32 = -(2n ** 31n);
const GREATEST_INT32 = 2n ** 31n - 1n;

export interface ViewShape {
  readonly view: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
  readonly types: readonly DuckDBType[];
}

/**
 * A row of gold as a document: `_id` made of the view and its key (a missing part is `unknown`), fields without the
 * null ones. Numbers keep their kind whatever their value: 7.0 stays a double, counts are integers.
 */
export function viewDocument(
  { view, key, columns, types }: ViewShape,
  row: readonly DuckDBValue[],
): ViewDocument {
  const values = new Map<string, unknown>();
  columns.forEach((column, i) => {
    const value = bsonValue(row[i] ?? null, types[i] as DuckDBType);
    if (value !== undefined) values.set(column, value);
  });
  const parts = key.map((column) => idPart(values.get(column)));
  const document: ViewDocument = { _id: [view, ...parts].join(':'), view_type: view };
  for (const [column, value] of values) document[FIELDS[column] ?? column] = value;
  return document;
}

const idPart = (value: unknown): string => {
  if (value === undefined) return 'unknown';
  return typeof value === 'string' ? value : (value as number | Long).toString();
};

/** @returns undefined for null */
function bsonValue(value: DuckDBValue, type: DuckDBType): unknown {
  if (value === null) return undefined;
  if (typeof value === 'bigint') return integer(value);
  if (typeof value === 'number') {
    return type.typeId === DuckDBTypeId.DOUBLE || type.typeId === DuckDBTypeId.FLOAT
      ? new Double(value)
      : value;
  }
  if (value instanceof DuckDBDecimalValue)
    return value.scale === 0 ? integer(value.value) : new Double(value.toDouble());
  if (value instanceof DuckDBTimestampValue) return new Date(Number(value.micros / 1000n));
  if (value instanceof DuckDBListValue && type instanceof DuckDBListType) {
    return value.items.map((item) => bsonValue(item, type.valueType)).filter((item) => item !== undefined);
  }
  if (value instanceof DuckDBStructValue && type instanceof DuckDBStructType) {
    const entries = type.entryNames.map((name, i): [string, unknown] => [
      name,
      bsonValue(value.entries[name] ?? null, type.entryTypes[i] as DuckDBType),
    ]);
    return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
  }
  return value;
}

/** An integer of the least kind that holds it; beyond 64 bits, where BSON has none, the nearest double. */
function integer(value: bigint): number | Long | Double {
  if (value >= LEAST_INT32 && value <= GREATEST_INT32) return Number(value);
  return BigInt.asIntN(64, value) === value ? Long.fromBigInt(value) : new Double(Number(value));
}
