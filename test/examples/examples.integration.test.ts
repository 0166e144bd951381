import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { readRunRecord } from '../../activities/runtime/run-records.ts';
import type { DagRegistry } from '../../activities/runtime/dag-registry.ts';
import { deployDags, deployedUnnamed } from '../../cli/deploy-dags.ts';
import type { RunRecord } from '../../engine/run-messages.ts';
import type { RunView } from '../../engine/run-view.ts';
import { readDagFolder } from '../../workers/dag-folder.ts';
import { PACKAGE_ROOT } from '../../workers/home.ts';
import { startWebhookServer } from '../notify/webhook-server.ts';
import { serveRegistry, type TestWorker } from '../support/test-worker.ts';
import { until } from '../support/until.ts';

let worker: TestWorker;
let registry: DagRegistry;
let counter = 0;

beforeAll(async () => {
  const folder = await readDagFolder(join(PACKAGE_ROOT, 'pipelines', 'examples'));
  expect(folder.importErrors).toEqual([]);
  ({ registry } = folder);
  worker = await serveRegistry(registry);
}, 60_000);
afterAll(() => worker.stop(), 60_000);

type Input = Readonly<Record<string, unknown>>;

function start(dagId: string, input: Input = {}): Promise<WorkflowHandle> {
  counter += 1;
  return worker.client.workflow.start(dagId, {
    workflowId: `${dagId}/example-${counter}`,
    taskQueue: 'tradewind',
    args: [input],
  });
}

/** Runs an example to its end, whatever that is. */
async function run(dagId: string, input?: Input): Promise<{ view: RunView; record: RunRecord }> {
  const handle = await start(dagId, input);
  await handle.result().catch(() => undefined);
  const view = await handle.query<RunView>('state');
  const record = (await readRunRecord(worker.store, dagId, view.runId))!;
  return { view, record };
}

const statesOf = ({ tasks }: RunView) =>
  Object.fromEntries(tasks.map(({ taskId, state }) => [taskId, state]));
const resultOf = ({ carried }: RunRecord, taskId: string): unknown => {
  const result = carried.runState?.tasks[taskId]?.result;
  return result !== undefined && 'value' in result ? result.value : result;
};

interface Expected {
  readonly state: 'success' | 'failed';
  /** One word where all tasks end alike. */
  readonly tasks: string | Readonly<Record<string, string>>;
  readonly results?: Readonly<Record<string, unknown>>;
}

const RUNS: readonly (readonly [dagId: string, params: Input, expected: Expected])[] = [
  [
    'example_chain',
    {},
    { state: 'success', tasks: 'success', results: { transform: 3000, load: 'sold: 30.00' } },
  ],
  [
    'example_fan_out',
    {},
    { state: 'success', tasks: 'success', results: { report: '6 in all, from 1 to 3' } },
  ],
  ['example_order_only', {}, { state: 'success', tasks: 'success' }],
  [
    'example_retries',
    {},
    { state: 'success', tasks: 'success', results: { call_shaky_service: 'answered at try 3' } },
  ],
  ['example_retries', { failures: 4 }, { state: 'failed', tasks: 'failed' }],
  [
    'example_progress',
    {},
    { state: 'success', tasks: 'success', results: { copy_parts: { begunAt: 3, done: 6 } } },
  ],
  [
    'example_trigger_rules',
    {},
    {
      state: 'success',
      tasks: { create_table: 'success', fill: 'success', drop_table: 'success', alert: 'skipped' },
    },
  ],
  [
    'example_trigger_rules',
    { broken: true },
    {
      state: 'failed',
      tasks: { create_table: 'success', fill: 'failed', drop_table: 'success', alert: 'failed' },
    },
  ],
  ['example_params', {}, { state: 'success', tasks: 'success', results: { greet: 'Hello world' } }],
  [
    'example_params',
    { language: 'de', name: 'du', times: 2 },
    { state: 'success', tasks: 'success', results: { greet: 'Hallo du, Hallo du' } },
  ],
  [
    'example_skip',
    {},
    {
      state: 'success',
      tasks: { look_for_files: 'skipped', read_files: 'skipped', write_log: 'success' },
    },
  ],
  [
    'example_skip',
    { files: ['a.csv', 'b.csv'] },
    { state: 'success', tasks: 'success', results: { read_files: 2 } },
  ],
  [
    'example_fail_for_good',
    {},
    { state: 'failed', tasks: { check_contract: 'failed', import_delivery: 'upstream_failed' } },
  ],
  [
    'example_large_xcom',
    {},
    { state: 'success', tasks: 'success', results: { average: 499.5, measure: { ref: expect.anything() } } },
  ],
  ['example_callbacks', {}, { state: 'success', tasks: 'success' }],
  ['example_deadlines', {}, { state: 'success', tasks: 'success' }],
  ['example_limits', {}, { state: 'success', tasks: 'success' }],
  ['example_schedule', {}, { state: 'success', tasks: 'success' }],
];

test('every example is run here', () => {
  const shown = new Set(RUNS.map(([dagId]) => dagId));
  expect(registry.all().map(({ spec }) => spec.dagId)).toEqual([...shown].sort());
});

test.each(RUNS)('%s with %j ends as it says', async (dagId, params, expected) => {
  const { view, record } = await run(dagId, { params });
  expect(view.state).toBe(expected.state);
  const { tasks } = expected;
  expect(statesOf(view)).toEqual(
    typeof tasks === 'string' ? Object.fromEntries(view.tasks.map(({ taskId }) => [taskId, tasks])) : tasks,
  );
  for (const [taskId, result] of Object.entries(expected.results ?? {})) {
    expect(resultOf(record, taskId)).toEqual(result);
  }
});

test('fan-out: every task runs once, however many take its result', async () => {
  const handle = await start('example_fan_out');
  await handle.result();
  const { events } = await handle.fetchHistory();
  const started = (events ?? []).flatMap(
    (event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? [],
  );
  expect(started.filter((name) => !name.startsWith('tradewind_')).sort()).toEqual([
    'least',
    'most',
    'read',
    'report',
    'sum',
  ]);
});

test('order only: nothing starts before what it comes after has ended', async () => {
  const { view } = await run('example_order_only');
  const task = (id: string) => view.tasks.find(({ taskId }) => taskId === id)!;
  const edges = [
    ['open', 'left'],
    ['open', 'right'],
    ['left', 'upper'],
    ['left', 'lower'],
    ['right', 'upper'],
    ['right', 'lower'],
    ['upper', 'close'],
    ['lower', 'close'],
  ] as const;
  const early = edges.filter(([above, below]) => task(below).startedAt! < task(above).endedAt!);
  expect(early).toEqual([]);
});

test.each([
  ['example_retries', { failures: 2 }, 3],
  ['example_retries', { failures: 4 }, 4],
  ['example_fail_for_good', {}, 1],
])('%s with %j takes %i tries', async (dagId, params, tries) => {
  expect((await run(dagId, { params })).view.tasks[0]?.tries).toBe(tries);
});

test('params: a value outside its schema fails the run before any task', async () => {
  const handle = await start('example_params', { params: { times: 6 } });
  const failure = await handle.result().catch((error: Error) => (error.cause as Error).message);
  expect(failure).toContain("param 'times' is 6: it must be <= 5");
});

test.each([
  [
    false,
    [
      'log: task_retry work: try 1 failed',
      'log: task_success work: the task succeeded',
      expect.stringMatching(/^news: run_success example_callbacks: /),
    ],
  ],
  [
    true,
    [
      'log: task_retry work: try 1 failed',
      'log: task_failure work: try 2 failed',
      expect.stringMatching(/^alerts: run_failure example_callbacks: .*work/),
    ],
  ],
])('callbacks: with a broken task (%s) these lines are posted', async (broken, lines) => {
  const server = await startWebhookServer();
  try {
    const { view } = await run('example_callbacks', { params: { broken, webhook: server.url } });
    expect(server.posts.map(({ body }) => body)).toEqual(lines);
    expect(view.warnings).toEqual([]);
  } finally {
    await server.close();
  }
});

const LONG_AGO = '2026-01-01T00:00:00Z';

test.each([
  ['on time, by hand', {}, []],
  ['late, by hand', { logicalDate: LONG_AGO }, ['expected']],
  ['late, scheduled', { logicalDate: LONG_AGO, runType: 'scheduled' }, ['expected', 'promised']],
] as const)('deadlines: a run that is %s (%j) misses %j, and is a success', async (_, input, missed) => {
  const { view } = await run('example_deadlines', input);
  expect(view.state).toBe('success');
  const names = view.warnings.map((warning) => /deadline '(\w+)' missed/.exec(warning)?.[1] ?? warning);
  expect(new Set(names)).toEqual(new Set(missed));
});

test('limits: three runs at once take turns', async () => {
  const dates = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z'];
  const views = (await Promise.all(dates.map((logicalDate) => run('example_limits', { logicalDate })))).map(
    ({ view }) => view,
  );
  const turns = views.sort((a, b) => a.startedAt!.localeCompare(b.startedAt!));
  expect(views.map(({ state }) => state)).toEqual(['success', 'success', 'success']);
  expect(turns.slice(1).filter((turn, index) => turn.startedAt! < turns[index]!.endedAt!)).toEqual([]);
});

describe('the schedule', () => {
  afterAll(() => worker.client.schedule.getHandle('example_schedule').delete(), 30_000);

  test('is not deployed unless it is named', async () => {
    expect(deployedUnnamed(registry)).toEqual([]);
    const { changes } = await deployDags(worker.client, [registry.get('example_schedule')!]);
    expect(changes).toMatchObject([{ dagId: 'example_schedule', action: 'created' }]);
  });

  test('follows the clock on the wall', async () => {
    const { spec, info } = await worker.client.schedule.getHandle('example_schedule').describe();
    expect(spec.timezone).toBe('Europe/Zurich');
    const hours = info.nextActionTimes.map((at) =>
      at.toLocaleString('de-CH', { timeZone: 'Europe/Zurich', hour: '2-digit', minute: '2-digit' }),
    );
    expect(new Set(hours)).toEqual(new Set(['07:30']));
  });

  test('starts a run when it is triggered', async () => {
    const schedule = worker.client.schedule.getHandle('example_schedule');
    await schedule.trigger();
    const newest = async () => (await schedule.describe()).info.recentActions.at(-1);
    await until(async () => (await newest()) !== undefined);
    const { workflowId } = (await newest())!.action.workflow;
    const handle = worker.client.workflow.getHandle(workflowId);
    expect(await handle.result()).toMatchObject({ state: 'success' });
    expect(await handle.query('state')).toMatchObject({ runType: 'manual' });
  });
});
