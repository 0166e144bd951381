import type { RunIdentity } from '../run-identity.ts';
import type { SilverResult } from './silver-deps.ts';
import type { Sources } from './silver-numbers.ts';
import type { WrittenSilver } from './write-silver.ts';

/** What `silver_transform` hands to the tasks after it. */
export function silverResult(done: {
  readonly run: RunIdentity;
  readonly sources: Sources;
  /** Reviews scored by this run. */
  readonly scored: number;
  readonly written: WrittenSilver;
  /** Of `performance.now()`. */
  readonly startedAt: number;
}): SilverResult {
  const { datasets, numbers } = done.written;
  const rejected = Object.entries(done.sources).filter(([, source]) => source.rejected > 0);
  return {
    stage: 'silver_transform',
    logicalDate: done.run.logicalDate,
    datasets,
    sources: done.sources,
    counts: {
      movies: numbers.movies.after,
      moviesNew: numbers.movies.after - numbers.movies.before,
      moviesOk: numbers.movies.ok ?? 0,
      moviesWarn: numbers.movies.warn ?? 0,
      reviews: numbers.reviews.after,
      reviewsScored: done.scored,
      credits: numbers.credits.after,
      snapshots: numbers.movie_snapshots.after,
      quarantined: numbers.quarantine.after,
    },
    warnings: rejected.map(
      ([source, { read, rejected: rows }]) => `${rows} of ${read} rows of ${source} were put into quarantine`,
    ),
    seconds: Number(((performance.now() - done.startedAt) / 1000).toFixed(1)),
  };
}
