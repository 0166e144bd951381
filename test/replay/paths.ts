import type { Client, WorkflowHandle } from '@temporalio/client';
import { readRunRecord } from '../../activities/runtime/run-records.ts';
import type { Dag } from '../../engine/dag.ts';
import type { RunView } from '../../engine/run-view.ts';
import { RunScheduler } from '../../engine/scheduler.ts';
import { deploySchedule } from '../../workers/schedules.ts';
import { labDag, remember, type Behaviour } from '../support/lab-dag.ts';
import type { TestWorker } from '../support/test-worker.ts';
import { until } from '../support/until.ts';

/** The DAGs of the recorded runs: slots, callbacks, deadlines and retries are all in their histories. */
export const recordedDags = (): Dag[] => [
  labDag('recorded', {
    schedule: '0 */4 * * *',
    maxActiveRuns: 1,
    defaultArgs: { retries: 1, retryDelay: 0.01, executionTimeout: 20 },
    deadlines: [{ name: 'already_late', interval: 0, runTypes: ['scheduled', 'manual'], callback: remember }],
  }),
  labDag('recorded_short', { dagrunTimeout: 1 }),
];

/** Each way a run can go, by name: starts one, and waits for its end. */
export const PATHS: Readonly<Record<string, (worker: TestWorker) => Promise<WorkflowHandle>>> = {
  success: (worker) => runToEnd(worker.client, 'success', 'succeed'),
  retry: (worker) => runToEnd(worker.client, 'retry', 'fail_once'),
  failure: (worker) => runToEnd(worker.client, 'failure', 'fail_for_good'),
  skip: (worker) => runToEnd(worker.client, 'skip', 'skip'),
  'time-out': (worker) => runToEnd(worker.client, 'time-out', 'hang', 'recorded_short'),
  cancel: async ({ client }) => {
    const handle = await start(client, 'cancel', 'hang');
    await until(async () => {
      const { tasks } = await handle.query<RunView>('state');
      return tasks.some(({ taskId, state }) => taskId === 'middle' && state === 'running');
    });
    await handle.cancel();
    return ended(handle);
  },
  rerun: async (worker) => {
    await runToEnd(worker.client, 'rerun', 'fail_for_good');
    return ended(await rerunFailed(worker, 'rerun'));
  },
  'schedule-started': async ({ client }) => {
    const { spec } = recordedDags()[0]!.freeze();
    await deploySchedule(client, spec);
    await client.schedule.getHandle(spec.dagId).trigger();
    const started = async () =>
      (await client.schedule.getHandle(spec.dagId).describe()).info.recentActions.at(-1);
    await until(async () => (await started()) !== undefined);
    const { workflowId } = (await started())!.action.workflow;
    await client.schedule.getHandle(spec.dagId).delete();
    return ended(client.workflow.getHandle(workflowId));
  },
};

const start = (
  client: Client,
  runId: string,
  behaviour: Behaviour,
  dagId = 'recorded',
): Promise<WorkflowHandle> =>
  client.workflow.start(dagId, {
    workflowId: `${dagId}/${runId}`,
    taskQueue: 'tradewind',
    args: [{ params: { behaviour }, logicalDate: '2026-01-01T04:00:00Z' }],
  });

async function runToEnd(
  client: Client,
  runId: string,
  behaviour: Behaviour,
  dagId?: string,
): Promise<WorkflowHandle> {
  return ended(await start(client, runId, behaviour, dagId));
}

async function ended(handle: WorkflowHandle): Promise<WorkflowHandle> {
  await handle.result().catch(() => undefined);
  return handle;
}

/** The same run once more, its failed tasks cleared. */
async function rerunFailed({ client, store }: TestWorker, runId: string): Promise<WorkflowHandle> {
  const { carried } = (await readRunRecord(store, 'recorded', runId))!;
  const scheduler = new RunScheduler(carried.spec, carried.runState);
  scheduler.apply({ type: 'cleared', taskIds: ['middle', 'last'], at: Date.now() });
  return client.workflow.start('recorded', {
    workflowId: `recorded/${runId}`,
    taskQueue: 'tradewind',
    args: [{}, { ...carried, runState: scheduler.toJSON() }],
  });
}
