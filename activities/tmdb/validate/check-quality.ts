import type { DuckDB } from '../../lake/duckdb.ts';
import { sqlList } from '../../lake/sql-text.ts';
import { timestamp } from '../gold/views/gold-view.ts';
import type { RunIdentity } from '../run-identity.ts';
import type { Mismatch } from './mismatch.ts';

/**
 * Above it a run's rows are good enough to be shown. The API's own catalogue stays well above it; a page of garbage or a
 * changed field falls far below.
 */
export const LEAST_PASS_RATE = 0.95;

export interface PassRate {
  /** Rows of movies and reviews that this logical date brought and are free of defects. */
  readonly passed: number;
  /** All rows that it brought, those in quarantine included. */
  readonly all: number;
  /** 0 to 1; 1 when it brought none. */
  readonly rate: number;
}

/**
 * The share of this logical date's movies and reviews with the flag OK, of all it brought, quarantine included. Rows
 * that a later fetch has replaced count with that one's date.
 */
export async function passRate(
  duckdb: DuckDB,
  logicalDate: string,
  paths: { readonly judged: readonly (readonly string[])[]; readonly quarantine: readonly string[] },
): Promise<PassRate> {
  const files = paths.judged.filter((list) => list.length > 0);
  const selects = [
    ...files.map((list) => `SELECT quality_flag = 'OK' AS passed, logical_date FROM ${read(list)}`),
    ...(paths.quarantine.length === 0
      ? []
      : [`SELECT false AS passed, logical_date FROM ${read(paths.quarantine)}`]),
  ];
  if (selects.length === 0) return { passed: 0, all: 0, rate: 1 };
  const { passed, all } = await duckdb.row<{ passed: number; all: number }>(
    `SELECT count(*) FILTER (passed)::DOUBLE AS passed, count(*)::DOUBLE AS "all"
     FROM (${selects.join(' UNION ALL ')}) WHERE logical_date = ${timestamp(logicalDate)}`,
  );
  return { passed, all, rate: all === 0 ? 1 : passed / all };
}

const read = (paths: readonly string[]): string =>
  `read_parquet(${sqlList(paths)}, union_by_name => true, hive_partitioning => false)`;

export function checkPassRate({ passed, all, rate }: PassRate): Mismatch[] {
  if (rate > LEAST_PASS_RATE) return [];
  return [
    {
      dataset: 'silver',
      what: 'quality pass rate',
      expected: `above ${LEAST_PASS_RATE * 100} %`,
      found: `${(rate * 100).toFixed(2)} % (${passed} of ${all} rows)`,
    },
  ];
}

/** A scheduled run must bring data not older than one interval before its logical date. */
export function checkFreshness(run: RunIdentity, dataThrough: string | undefined): Mismatch[] {
  if (run.runType !== 'scheduled' || run.scheduleIntervalSeconds === undefined) return [];
  const oldest = Date.parse(run.logicalDate) - run.scheduleIntervalSeconds * 1000;
  if (dataThrough !== undefined && Date.parse(dataThrough) >= oldest) return [];
  return [
    {
      dataset: 'gold',
      what: 'data through',
      expected: `${new Date(oldest).toISOString()} or later`,
      found: dataThrough ?? 'nothing',
    },
  ];
}
