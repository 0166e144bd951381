import type { DuckDB } from '../../lake/duckdb.ts';
import { sqlList } from '../../lake/sql-text.ts';
import { compare, type Mismatch } from './mismatch.ts';

/** How each view's groups are counted anew from silver, a distinct movie once each, whatever way gold went. */
const RECOUNTS = [
  {
    view: 'genre_analytics',
    key: ['genre', 'release_year', 'release_month'],
    rows: `
      SELECT genre, release_year, release_month, movie_id, vote_count
      FROM silver_movies, unnest(genres) AS each(genre) WHERE genre <> ''
      UNION
      SELECT 'Unknown', release_year, release_month, movie_id, vote_count
      FROM silver_movies WHERE len(coalesce(list_filter(genres, genre -> genre <> ''), [])) = 0`,
  },
  {
    view: 'temporal_analysis',
    key: ['release_year'],
    rows: 'SELECT DISTINCT release_year, movie_id, vote_count FROM silver_movies',
  },
] as const;

const EXAMPLES = 5;

/** Whether movies and votes of every group of gold are those of silver. Needs the tables of `loadSilverTables`. */
export async function checkRecount(
  duckdb: DuckDB,
  paths: Readonly<Record<string, readonly string[]>>,
): Promise<Mismatch[]> {
  const mismatches: Mismatch[] = [];
  for (const { view, key, rows } of RECOUNTS) {
    const label = key.map((column) => `coalesce(${column}::VARCHAR, 'unknown')`).join(` || ':' || `);
    const found = await duckdb.rows<{ example: string; off: number }>(`
      WITH recounted AS (
        SELECT ${label} AS label, count(*) AS movies, coalesce(sum(vote_count), 0)::DECIMAL(38, 0) AS votes FROM (${rows})
        GROUP BY label
      ), told AS (
        SELECT ${label} AS label, total_movies AS movies, coalesce(total_votes, 0)::DECIMAL(38, 0) AS votes
        FROM read_parquet(${sqlList(paths[view] ?? [])}, hive_partitioning => false)
      )
      SELECT label || ' has ' || coalesce(t.movies, 0) || ' movies with ' || coalesce(t.votes, 0)
        || ' votes, silver ' || coalesce(r.movies, 0) || ' with ' || coalesce(r.votes, 0) AS example,
        (count(*) OVER ())::DOUBLE AS off
      FROM told t FULL JOIN recounted r USING (label)
      WHERE t.movies IS DISTINCT FROM r.movies OR t.votes IS DISTINCT FROM r.votes
      ORDER BY label LIMIT ${EXAMPLES}`);
    mismatches.push(
      ...compare(
        `gold ${view}`,
        'groups that silver counts otherwise',
        0,
        found[0]?.off ?? 0,
        found.map(({ example }) => example),
      ),
    );
  }
  return mismatches;
}

/** Whether the ranks of each window go from 1 up without gap or repetition. */
export async function checkRanks(duckdb: DuckDB, paths: readonly string[]): Promise<Mismatch[]> {
  const found = await duckdb.rows<{ days: string; rows: number; distinct: number; last: number }>(`
    SELECT "window" AS days, count(*)::DOUBLE AS rows, max(rank)::DOUBLE AS last,
      (count(DISTINCT rank) FILTER (rank >= 1))::DOUBLE AS "distinct"
    FROM read_parquet(${sqlList(paths)}, hive_partitioning => false) GROUP BY "window" ORDER BY "window"`);
  return found.flatMap(({ days, rows, distinct, last }) => [
    ...compare('gold trending_scores', `ranks of the window ${days}`, rows, distinct),
    ...compare('gold trending_scores', `last rank of the window ${days}`, rows, last),
  ]);
}
