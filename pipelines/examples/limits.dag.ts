import { Dag } from '../../index.ts';

async function rebuild_index(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 300);
  });
}

/**
 * One run at a time, and while it runs no other DAG that names the same lock. A run that has to wait is `queued`, holds
 * no worker, and says what it waits for. A DAG without either option asks nobody.
 */
export const dag = new Dag('example_limits', {
  tags: ['example'],
  maxActiveRuns: 1,
  locks: ['example_warehouse'],
});

dag.task(rebuild_index)();
