import { DagRegistry } from '../../activities/runtime/dag-registry.ts';
import { Dag } from '../../engine/dag.ts';
import type { RunView } from '../../engine/run-view.ts';
import { startOwnTemporal } from '../support/start-test-servers.ts';
import { serveRegistry, type TestWorker } from '../support/test-worker.ts';

const TASKS = 12;
let temporal: Awaited<ReturnType<typeof startOwnTemporal>>;
let worker: TestWorker;
const ran: string[] = [];

async function add_one({ sum }: { sum: number }): Promise<number> {
  ran.push(`task after ${sum}`);
  return sum + 1;
}

beforeAll(async () => {
  // So few events that a chain of twelve tasks needs more than one execution.
  temporal = await startOwnTemporal(['limit.historyCount.suggestContinueAsNew=40']);
  const dag = new Dag('long', { maxActiveRuns: 1 });
  let value: Parameters<ReturnType<typeof dag.task<typeof add_one>>>[0]['sum'] = 0;
  for (let number = 1; number <= TASKS; number += 1)
    value = dag.task(`task_${number}`, add_one)({ sum: value });
  const registry = new DagRegistry();
  registry.add(dag, 'a test');
  worker = await serveRegistry(registry, temporal.temporalAddress);
}, 120_000);

afterAll(async () => {
  await worker.stop();
  await temporal.stop();
}, 60_000);

test('a run whose history grows goes on in another execution: every task runs once, results and slot are kept', async () => {
  const { client } = worker;
  await client.workflow.start('long', { workflowId: 'long/one', taskQueue: 'tradewind' });
  await client.workflow.getHandle('long/one').result();
  expect(ran).toEqual(Array.from({ length: TASKS }, (_, index) => `task after ${index}`));
  const view = await client.workflow.getHandle('long/one').query<RunView>('state');
  expect(view).toMatchObject({ state: 'success', counts: { success: TASKS } });
  const executions = [];
  for await (const { status } of client.workflow.list({ query: "WorkflowId = 'long/one'" }))
    executions.push(status.name);
  expect(executions.length).toBeGreaterThan(1);
  expect(new Set(executions)).toEqual(new Set(['COMPLETED', 'CONTINUED_AS_NEW']));
}, 120_000);
