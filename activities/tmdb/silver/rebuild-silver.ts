import { withDuckDB } from '../../lake/duckdb.ts';
import { BUCKETS } from '../../lake/layers.ts';
import type { RunIdentity } from '../run-identity.ts';
import { ingestDate } from './ingest-date.ts';
import { bronzeDates, findBronze, findSilver } from './load.ts';
import { scoreReviews } from './score-reviews.ts';
import type { SilverDeps, SilverResult } from './silver-deps.ts';
import { BronzeNotCommitted } from './silver-errors.ts';
import { addSources, type Sources } from './silver-numbers.ts';
import { silverResult } from './silver-result.ts';
import { createEmptyState } from './silver-state.ts';
import { writeSilver } from './write-silver.ts';

/**
 * Makes silver anew from all committed bronze, oldest logical date first; the rows are those the runs left one by one.
 * Readers see the old silver until the end.
 * @param id names the files: the run and try that rebuild
 * @throws BronzeNotCommitted when there is no bronze at all, and what `runSilver` throws
 */
export async function rebuildSilver(
  deps: SilverDeps,
  { runId, dagId, tryNumber }: Pick<RunIdentity, 'runId' | 'dagId' | 'tryNumber'>,
): Promise<SilverResult> {
  const startedAt = performance.now();
  const signal = deps.signal === undefined ? {} : { signal: deps.signal };
  const logicalDates = await bronzeDates(deps);
  const newest = logicalDates.at(-1);
  if (newest === undefined) {
    throw new BronzeNotCommitted(
      'There is no committed bronze at all. Run the DAG once before silver is rebuilt.',
    );
  }
  const run: RunIdentity = { runId, dagId, tryNumber, logicalDate: newest, runType: 'manual' };
  await deps.store.ensureBucket(BUCKETS.silver, signal);
  const manifests = await findSilver(deps);
  return withDuckDB(
    async (duckdb) => {
      await createEmptyState(duckdb);
      let sources: Sources = {};
      for (const logicalDate of logicalDates) {
        const { files } = await findBronze(deps, logicalDate);
        sources = addSources(sources, await ingestDate(duckdb, deps, logicalDate, files));
      }
      const scored = await scoreReviews(duckdb, deps);
      const written = await writeSilver(duckdb, deps, {
        run,
        manifests,
        logicalDates,
        rebuild: true,
        sources,
      });
      return silverResult({ run, sources, scored, written, startedAt });
    },
    { ...deps.duckdb, ...signal },
  );
}
