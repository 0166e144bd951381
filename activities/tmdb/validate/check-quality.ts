import type { DuckDB } from '../../lake/duckdb.ts';
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
  /** 0 to 1; 1 when there is nothing to judge. */
  readonly rate: number;
  /** Whether there is nothing to judge because a later fetch has replaced every movie that this logical date brought. */
  readonly superseded: boolean;
}

/**
 * The share of this logical date's movies and reviews with the flag OK, of all it brought, quarantine included. Rows
 * that a later fetch has replaced count with that one's date. Needs the tables of `loadSilverTables`.
 */
export async function passRate(duckdb: DuckDB, logicalDate: string): Promise<PassRate> {
  const date = `logical_date = ${timestamp(logicalDate)}`;
  const { passed, all } = await duckdb.row<{ passed: number; all: number }>(`
    SELECT count(*) FILTER (passed)::DOUBLE AS passed, count(*)::DOUBLE AS "all" FROM (
      SELECT quality_flag = 'OK' AS passed FROM silver_movies WHERE ${date}
      UNION ALL SELECT quality_flag = 'OK' FROM silver_reviews WHERE ${date}
      UNION ALL SELECT false FROM silver_quarantine WHERE ${date})`);
  if (all > 0) return { passed, all, rate: passed / all, superseded: false };
  // Every movie that a run sees leaves a snapshot, which nothing later replaces.
  const { seen, replaced } = await duckdb.row<{ seen: number; replaced: number }>(`
    SELECT count(*)::DOUBLE AS seen, (count(*) FILTER (m.extraction_timestamp >= s.extraction_timestamp))::DOUBLE AS replaced
    FROM silver_movie_snapshots s LEFT JOIN silver_movies m USING (movie_id) WHERE s.${date}`);
  return { passed, all, rate: 1, superseded: seen > 0 && seen === replaced };
}

export function checkPassRate({ passed, all, rate, superseded }: PassRate): Mismatch[] {
  if (all === 0 ? superseded : rate > LEAST_PASS_RATE) return [];
  return [
    {
      dataset: 'silver',
      what: 'quality pass rate',
      expected: `above ${LEAST_PASS_RATE * 100} %`,
      found:
        all === 0 ? 'no row of this logical date' : `${(rate * 100).toFixed(2)} % (${passed} of ${all} rows)`,
    },
  ];
}

/**
 * A scheduled run must bring data of its own: they are fetched after its nominal time, which its logical date is. Bronze
 * that an earlier try or run of the same logical date fetched is as good.
 */
export function checkFreshness(
  { runType, logicalDate }: RunIdentity,
  dataThrough: string | undefined,
): Mismatch[] {
  if (runType !== 'scheduled') return [];
  if (dataThrough !== undefined && Date.parse(dataThrough) >= Date.parse(logicalDate)) return [];
  return [
    {
      dataset: 'gold',
      what: 'data through',
      expected: `${new Date(logicalDate).toISOString()} or later`,
      found: dataThrough ?? 'nothing',
    },
  ];
}
