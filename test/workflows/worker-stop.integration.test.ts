import type { RunView } from '../../engine/run-view.ts';
import { forgetSeen, labDag, seen } from '../support/lab-dag.ts';
import { startTestWorker } from '../support/test-worker.ts';
import { until } from '../support/until.ts';

// Each worker reads the DAG file anew.
const dag = () =>
  labDag('lab_stopped', { defaultArgs: { retries: 1, retryDelay: 600, heartbeatTimeout: 60 } });

test('a worker that is stopped in the middle of a task hands it over: the next try starts on another worker at once', async () => {
  forgetSeen();
  const first = await startTestWorker(dag());
  await first.client.workflow.start('lab_stopped', {
    workflowId: 'lab_stopped/one',
    taskQueue: 'tradewind',
    args: [{ params: { behaviour: 'hang_once' } }],
  });
  await until(async () => seen.tries.length === 1);
  await first.stop();
  const second = await startTestWorker(dag());
  await second.client.workflow.getHandle('lab_stopped/one').result();
  expect(seen.tries).toEqual(['middle#1 after 3 rows', 'middle#2 after 3 rows']);
  const view = await second.client.workflow.getHandle('lab_stopped/one').query<RunView>('state');
  expect(view.tasks[1]).toMatchObject({ state: 'success', tries: 2 });
  await second.stop();
}, 120_000);
