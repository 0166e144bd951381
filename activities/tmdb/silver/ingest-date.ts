import type { DuckDB } from '../../lake/duckdb.ts';
import { readingOf, viewBronze, type BronzeFiles } from './load.ts';
import type { SilverDeps, SourceNumbers } from './silver-deps.ts';
import { cleanMovies } from './sql/clean-movies.ts';
import { MERGE_CREDITS, MERGE_MOVIES, MERGE_REVIEWS } from './sql/merge.ts';
import {
  DROP_RUN_ROWS,
  GENRE_NAMES,
  runCredits,
  runDated,
  runMovies,
  runReviews,
  SOURCE_COUNTS,
  timestamp,
} from './sql/run-rows.ts';

/** Merges one logical date's bronze into the state. @returns what was read of each source and what became of it */
export async function ingestDate(
  duckdb: DuckDB,
  deps: SilverDeps,
  logicalDate: string,
  files: BronzeFiles,
): Promise<Record<string, SourceNumbers>> {
  await viewBronze(duckdb, deps, files);
  const steps = [
    `SET VARIABLE logical_date = ${timestamp(logicalDate)};${GENRE_NAMES}`,
    cleanMovies('b_movies', 'category, page, position'),
    cleanMovies('b_movie_details', 'digest'),
    runMovies(logicalDate),
    runCredits(logicalDate),
    runReviews(logicalDate),
    MERGE_CREDITS,
    MERGE_MOVIES,
    MERGE_REVIEWS,
    runDated(logicalDate),
  ];
  for (const [done, step] of steps.entries()) {
    deps.heartbeat({ phase: 'cleaning', at: logicalDate, done, total: steps.length });
    await readingOf('bronze', files, deps, async () => duckdb.run(step));
  }
  const counts = await duckdb.rows<{ source: string } & Record<keyof SourceNumbers, bigint>>(SOURCE_COUNTS);
  await duckdb.run(DROP_RUN_ROWS);
  return Object.fromEntries(
    counts.map(({ source, read, kept, duplicates, rejected }) => [
      source,
      { read: Number(read), kept: Number(kept), duplicates: Number(duplicates), rejected: Number(rejected) },
    ]),
  );
}
