import { discard_uncommitted, notify_operators } from '../../activities/tmdb/callbacks.ts';
import { rebuild_silver } from '../../activities/tmdb/rebuild-handler.ts';
import { Dag } from '../../engine/dag.ts';

const HOURS = 3_600;

/** Has no schedule: it is triggered by hand, after the rules of silver changed or silver was damaged. */
export const dag = new Dag('tmdb_silver_rebuild', {
  description: 'Makes silver anew from all committed bronze; the rows are those the runs left one by one.',
  tags: ['movies', 'maintenance'],
  maxActiveRuns: 1,
  // The lock of the pipeline's runs: it waits for them, and they for it.
  locks: ['tmdb_writer'],
  defaultArgs: { retries: 2, retryDelay: 60, executionTimeout: 2 * HOURS, heartbeatTimeout: 30 },
  onFailure: [discard_uncommitted, notify_operators],
});

dag.task(rebuild_silver, {
  doc: 'All bronze, oldest logical date first; readers see the old silver until the end.',
})();
