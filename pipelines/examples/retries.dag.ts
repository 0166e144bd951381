import { Dag, getContext } from '../../index.ts';

async function call_shaky_service(): Promise<string> {
  const { tryNumber, params } = getContext();
  if (tryNumber <= Number(params['failures'])) throw new Error(`try ${tryNumber}: the service is down`);
  return `answered at try ${tryNumber}`;
}

/**
 * A task that fails is tried again: here at most three times more, waiting 0.2 s, 0.4 s and 0.8 s (each with a jitter,
 * as in Airflow), never longer than 2 s. With 4 failures or more the run fails.
 */
export const dag = new Dag('example_retries', {
  tags: ['example'],
  params: { failures: { type: 'integer', minimum: 0, default: 2, description: 'tries that fail' } },
});

dag.task(call_shaky_service, {
  retries: 3,
  retryDelay: 0.2,
  retryExponentialBackoff: true,
  maxRetryDelay: 2,
})();
