import type { WorkflowHandle } from '@temporalio/client';
import proto from '@temporalio/proto';
import { readRunRecord } from '../../activities/runtime/run-records.ts';
import type { RunView } from '../../engine/run-view.ts';
import { forgetSeen, labDag, remember, seen, type Behaviour } from '../support/lab-dag.ts';
import { startTestWorker, type TestWorker } from '../support/test-worker.ts';
import { until } from '../support/until.ts';

const { EventType } = proto.temporal.api.enums.v1;

let worker: TestWorker;
let counter = 0;

beforeAll(async () => {
  worker = await startTestWorker(
    labDag('lab'),
    labDag('lab_retrying', { defaultArgs: { retries: 2, retryDelay: 0.01 } }),
    labDag('lab_short', { dagrunTimeout: 1 }),
    labDag('lab_impatient', { defaultArgs: { executionTimeout: 1 } }),
    labDag('lab_single', { maxActiveRuns: 1, locks: ['lab_lock'] }),
    labDag('lab_rival', { locks: ['lab_lock'] }),
    labDag('lab_late', {
      deadlines: [
        { name: 'too_late', interval: 0, level: 'warning', callback: remember },
        { name: 'only_scheduled', interval: 0, runTypes: ['scheduled'], callback: remember },
      ],
    }),
  );
}, 60_000);
afterAll(() => worker.stop(), 60_000);
beforeEach(forgetSeen);

const start = (dagId: string, behaviour?: Behaviour, more: object = {}): Promise<WorkflowHandle> => {
  counter += 1;
  return worker.client.workflow.start(dagId, {
    workflowId: `${dagId}/test-${counter}`,
    taskQueue: 'tradewind',
    args: behaviour === undefined ? [] : [{ params: { behaviour }, ...more }],
  });
};
const stateOf = (handle: WorkflowHandle): Promise<RunView> => handle.query<RunView>('state');
const ended = (handle: WorkflowHandle): Promise<string> =>
  handle.result().then(
    () => 'success',
    (error: Error) => (error.cause as Error).message,
  );
const states = ({ tasks }: RunView) => Object.fromEntries(tasks.map(({ taskId, state }) => [taskId, state]));
const isActive = (taskId: string, handle: WorkflowHandle) => async () =>
  (await stateOf(handle)).tasks.find((task) => task.taskId === taskId)?.state === 'running';

test('a run without any input takes the defaults and succeeds', async () => {
  const handle = await start('lab');
  expect(await handle.result()).toMatchObject({ state: 'success', runId: `test-${counter}` });
  const view = await stateOf(handle);
  expect(states(view)).toEqual({ first: 'success', middle: 'success', last: 'success' });
  expect(view).toMatchObject({ runType: 'manual', params: { behaviour: 'succeed' }, warnings: [] });
  expect(seen.tries).toEqual(['middle#1 after 3 rows']);
});

test('a result too large to travel goes by reference and arrives whole', async () => {
  const handle = await start('lab', 'large');
  await handle.result();
  const record = await readRunRecord(worker.store, 'lab', `test-${counter}`);
  expect(record?.carried.runState?.tasks['middle']?.result).toMatchObject({ ref: { bytes: 100_002 } });
  expect(record?.carried.runState?.tasks['last']?.result).toEqual({ value: 100_002 });
});

test('a failed try is retried, and its tries are counted', async () => {
  const handle = await start('lab_retrying', 'fail_once');
  await handle.result();
  expect((await stateOf(handle)).tasks[1]).toMatchObject({ taskId: 'middle', state: 'success', tries: 2 });
});

test.each([
  ['lab', 'fail', 1, 'the middle is broken'],
  ['lab_retrying', 'fail', 3, 'the middle is broken'],
  ['lab_retrying', 'fail_for_good', 1, 'no use trying again'],
  ['lab_impatient', 'hang', 1, 'execution timeout: it ran longer than 1 s'],
] as const)(
  '%s: a middle that does %s fails the run after %i tries, with its reason',
  async (dagId, behaviour, tries, reason) => {
    const handle = await start(dagId, behaviour);
    expect(await ended(handle)).toContain('middle');
    const view = await stateOf(handle);
    expect(states(view)).toEqual({ first: 'success', middle: 'failed', last: 'upstream_failed' });
    expect(view.tasks[1]).toMatchObject({ tries, reason });
    expect(seen.callbacks.map(({ event }) => event.kind)).toEqual(['run_failure']);
  },
);

test('a task that skips itself skips what follows, and the run succeeds', async () => {
  const handle = await start('lab', 'skip');
  await handle.result();
  const view = await stateOf(handle);
  expect(states(view)).toEqual({ first: 'success', middle: 'skipped', last: 'skipped' });
  expect(view.tasks[1]?.reason).toBe('nothing to do today');
});

test('a cancelled run reaches its activity, waits for it, and ends as failed', async () => {
  const handle = await start('lab', 'hang');
  await until(isActive('middle', handle));
  await handle.cancel();
  expect(await ended(handle)).toMatch(/cancel/i);
  expect(seen.cancelled).toEqual(['middle']);
  const view = await stateOf(handle);
  expect(view).toMatchObject({ state: 'failed', reason: 'the run was cancelled' });
  expect(seen.callbacks.map(({ event }) => event.kind)).toEqual(['run_failure']);
});

test('a run that takes too long is stopped: its activity is cancelled, the run fails and calls back', async () => {
  const handle = await start('lab_short', 'hang');
  expect(await ended(handle)).toContain('timed out after 1 s');
  expect(seen.cancelled).toEqual(['middle']);
  expect(seen.callbacks[0]?.event).toMatchObject({ kind: 'run_failure' });
});

test('a missed deadline calls back with its name, only for the run types it is meant for', async () => {
  const handle = await start('lab_late');
  await handle.result();
  expect(seen.callbacks.map(({ event }) => event.deadline?.name ?? event.kind).sort()).toEqual([
    'run_success',
    'too_late',
  ]);
  expect((await stateOf(handle)).warnings).toEqual([expect.stringContaining("deadline 'too_late' missed")]);
});

test.each([
  [
    'an unknown key',
    [{ colour: 'red' }],
    "unknown key 'colour', allowed are logicalDate, runType, params, note",
  ],
  ['no object', ['now'], 'given is "now", allowed is an object'],
  ['a day that does not exist', [{ logicalDate: '2026-02-30T00:00:00Z' }], 'ISO 8601 moment'],
  ['a date beyond all calendars', [{ logicalDate: '9999-12-31T00:00:00Z' }], 'ISO 8601 moment'],
  ['a bad date', [{ logicalDate: '2026-01-01' }], 'ISO 8601 moment with its zone'],
  ['a bad param', [{ params: { behaviour: 'explode' } }], 'param \'behaviour\' is "explode"'],
  ['an unknown param', [{ params: { speed: 1 } }], "unknown param 'speed', allowed are behaviour"],
])('input with %s fails the run at once and says what is allowed', async (_, args, message) => {
  counter += 1;
  const handle = await worker.client.workflow.start('lab', {
    workflowId: `bad/${counter}`,
    taskQueue: 'tradewind',
    args,
  });
  expect(await ended(handle)).toContain(message);
  expect(seen.tries).toEqual([]);
});

test('an unknown dag id fails at once and lists the known ones', async () => {
  const handle = await start('no_such_dag');
  expect(await ended(handle)).toMatch(/UNKNOWN_DAG.*'no_such_dag'.*lab, lab_impatient/s);
});

test('a second run waits as queued for the slot of the first, another DAG for its lock; both then run', async () => {
  const holder = await start('lab_single', 'hang');
  await until(isActive('middle', holder));
  const waiter = await start('lab_single');
  const rival = await start('lab_rival');
  const waits = async (handle: WorkflowHandle) => (await stateOf(handle)).reason ?? '';
  await until(async () => (await waits(waiter)).includes('dag/lab_single'));
  await until(async () => (await waits(rival)).includes('lock/lab_lock'));
  expect((await stateOf(waiter)).state).toBe('queued');
  await holder.cancel();
  await ended(holder);
  expect(await Promise.all([ended(waiter), ended(rival)])).toEqual(['success', 'success']);
});

test('the slot of a terminated run is freed although it never gave it back', async () => {
  const holder = await start('lab_single', 'hang');
  await until(isActive('middle', holder));
  await holder.terminate('killed by a test');
  expect(await ended(await start('lab_single'))).toBe('success');
}, 60_000);

test('a paused run starts nothing new until it is resumed', async () => {
  const handle = await start('lab', 'hang');
  await until(isActive('middle', handle));
  await handle.executeUpdate('pause');
  await handle.executeUpdate('mark', { args: [{ taskId: 'middle', state: 'success' }] });
  await until(async () => seen.cancelled.length === 1);
  expect(states(await stateOf(handle))).toMatchObject({ middle: 'success', last: 'scheduled' });
  await handle.executeUpdate('resume');
  expect(await ended(handle)).toBe('success');
});

test('a task that is cleared while it runs is cancelled and starts over', async () => {
  const handle = await start('lab', 'hang');
  await until(isActive('middle', handle));
  expect(await handle.executeUpdate('clear', { args: [{ taskIds: ['middle'] }] })).toEqual(['middle']);
  await until(async () => seen.tries.length === 2);
  expect(seen.tries).toEqual(['middle#1 after 3 rows', 'middle#2 after 3 rows']);
  await handle.cancel();
  await ended(handle);
});

test('a task that was marked and then cleared starts over only when its old try has ended', async () => {
  const handle = await start('lab', 'hang');
  await until(isActive('middle', handle));
  await handle.executeUpdate('pause');
  await handle.executeUpdate('mark', { args: [{ taskId: 'middle', state: 'success' }] });
  await handle.executeUpdate('clear', { args: [{ taskIds: ['middle'] }] });
  await handle.executeUpdate('resume');
  await until(async () => seen.tries.length === 2);
  expect(seen.cancelled).toEqual(['middle']);
  expect(states(await stateOf(handle))).toMatchObject({ middle: 'running' });
  await handle.cancel();
  await ended(handle);
});

test('an update with an unknown task is refused and changes nothing', async () => {
  const handle = await start('lab', 'hang');
  await until(isActive('middle', handle));
  const refusal = await handle
    .executeUpdate('clear', { args: [{ taskIds: ['midle'] }] })
    .catch((error: Error) => (error.cause as Error).message);
  expect(refusal).toContain("Did you mean 'middle'?");
  await handle.cancel();
  await ended(handle);
});

test('a run is found by its search attributes and drawn by its graph query', async () => {
  const handle = await start('lab', 'skip', { logicalDate: '2026-02-03T04:00:00Z', runType: 'backfill' });
  await handle.result();
  expect(await handle.query('graph')).toMatch(/middle.*:::skipped/);
  const { searchAttributes } = await handle.describe();
  expect(searchAttributes).toMatchObject({
    TradewindDagId: ['lab'],
    TradewindRunId: [`test-${counter}`],
    TradewindRunType: ['backfill'],
    TradewindState: ['success'],
  });
  expect(searchAttributes['TradewindLogicalDate']).toEqual([new Date('2026-02-03T04:00:00Z')]);
});

test('a run with an id of its own gets the run id that Airflow would give it', async () => {
  counter += 1;
  const handle = await worker.client.workflow.start('lab', {
    workflowId: `ui-${counter}`,
    taskQueue: 'tradewind',
  });
  const { runId } = (await handle.result()) as { runId: string };
  expect(runId).toMatch(/^manual__\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{6})?\+00:00$/);
});

test('a plain DAG pays for no slot: its history holds its tasks, the preparation and the record', async () => {
  const handle = await start('lab');
  await handle.result();
  const events = (await handle.fetchHistory()).events ?? [];
  const activities = events.flatMap(
    (event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? [],
  );
  // Callbacks share the names of their handlers; the lab calls back when a run ends.
  expect(activities).toEqual(['first', 'middle', 'last', 'remember', 'tradewind_store_run_record']);
  const kinds = events.map(({ eventType }) => eventType);
  // The preparation is the only local activity, and every one leaves a marker.
  expect(kinds.filter((kind) => kind === EventType.EVENT_TYPE_MARKER_RECORDED)).toHaveLength(1);
  expect(kinds).not.toContain(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED);
  expect(kinds).not.toContain(EventType.EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED);
});
