import { withDuckDB } from '../../lake/duckdb.ts';
import { BUCKETS } from '../../lake/layers.ts';
import { commitUnchanged, isAlreadyMerged } from './already-merged.ts';
import { ingestDate } from './ingest-date.ts';
import { findBronze, findSilver } from './load.ts';
import { scoreReviews } from './score-reviews.ts';
import type { SilverDeps, SilverInput, SilverResult } from './silver-deps.ts';
import { silverResult } from './silver-result.ts';
import { loadState } from './silver-state.ts';
import { writeSilver } from './write-silver.ts';

/**
 * Stage `silver_transform`: merges the bronze of the run's logical date into silver, newest row of each id first, and
 * writes the partitions that changed. Done again it leaves the same rows; so does any order of runs.
 * @throws BronzeNotCommitted, DatasetUnreadable; DataFileMissing, DataFileDamaged of the lake; ObjectStoreError
 */
export async function runSilver({ run }: SilverInput, deps: SilverDeps): Promise<SilverResult> {
  const startedAt = performance.now();
  const signal = deps.signal === undefined ? {} : { signal: deps.signal };
  const bronze = await findBronze(deps, run.logicalDate);
  await deps.store.ensureBucket(BUCKETS.silver, signal);
  const manifests = await findSilver(deps);
  if (isAlreadyMerged(manifests, run.logicalDate, bronze.commits)) {
    deps.log.info('silver holds this bronze already: nothing is merged again');
    const unchanged = await commitUnchanged(deps, { run }, manifests);
    return silverResult({ run, scored: 0, startedAt, ...unchanged });
  }
  return withDuckDB(
    async (duckdb) => {
      await loadState(duckdb, deps, manifests, run.logicalDate);
      const sources = await ingestDate(duckdb, deps, run.logicalDate, bronze.files);
      const scored = await scoreReviews(duckdb, deps);
      const writing = {
        run,
        manifests,
        logicalDates: [run.logicalDate],
        rebuild: false,
        sources,
        bronze: bronze.commits,
      };
      const written = await writeSilver(duckdb, deps, writing);
      return silverResult({ run, sources, scored, written, startedAt });
    },
    { ...deps.duckdb, ...signal },
  );
}
