import { Client, Connection, ScheduleOverlapPolicy, type ScheduleHandle } from '@temporalio/client';
import type { DagOptions } from '../../engine/authoring-types.ts';
import { Dag } from '../../engine/dag.ts';
import type { DagSpec } from '../../engine/spec.ts';
import { deploySchedule, type ScheduleChange } from '../../workers/schedules.ts';
import { testServers } from '../support/servers.ts';

let client: Client;
let counter = 0;
let dagId: string;
let schedule: ScheduleHandle;

beforeAll(async () => {
  const connection = await Connection.connect({ address: testServers().temporalAddress });
  client = new Client({ connection });
});
afterAll(() => client.connection.close());
beforeEach(() => {
  counter += 1;
  dagId = `schedule_test_${counter}`;
  schedule = client.schedule.getHandle(dagId);
});
afterEach(() => schedule.delete().catch(() => undefined));

/** A schedule as the server has it. */
type Options = Parameters<Parameters<ScheduleHandle['update']>[0]>[0];

function specOf(options: DagOptions = {}): DagSpec {
  const dag = new Dag(dagId, { schedule: '0 */4 * * *', ...options });
  dag.task(async function work() {})();
  return dag.freeze().spec;
}
const deploy = (options?: DagOptions): Promise<ScheduleChange> => deploySchedule(client, specOf(options));
const dry = (options?: DagOptions): Promise<ScheduleChange> =>
  deploySchedule(client, specOf(options), { dryRun: true });
const settingsOf = ({ differences }: ScheduleChange) => differences.map(({ setting }) => setting);

test('what is not there is created, and then it is unchanged', async () => {
  expect(await deploy()).toMatchObject({ dagId, action: 'created' });
  expect(await deploy()).toEqual({ dagId, action: 'unchanged', differences: [] });
});

test("a deployed schedule is the file's, with Airflow's policies", async () => {
  await deploy({ timezone: 'Europe/Zurich' });
  const { action, policies, spec, state } = await schedule.describe();
  expect(spec.timezone).toBe('Europe/Zurich');
  expect(action).toMatchObject({
    workflowType: dagId,
    workflowId: `${dagId}/scheduled__`,
    taskQueue: 'tradewind',
    args: [],
  });
  expect(policies).toMatchObject({
    overlap: ScheduleOverlapPolicy.BUFFER_ONE,
    catchupWindow: 4 * 3600 * 1000,
    pauseOnFailure: false,
  });
  expect(state.paused).toBe(false);
});

test.each([
  ['another cron', { schedule: '@hourly' }, ['cron', 'catchupWindowSeconds']],
  ['another cron of the same length', { schedule: '30 */4 * * *' }, ['cron']],
  ['another zone', { timezone: 'Asia/Kolkata' }, ['timezone']],
] as const)('%s is an update that says what it changes', async (_, options, settings) => {
  await deploy();
  const change = await deploy(options);
  expect(change.action).toBe('updated');
  expect(settingsOf(change)).toEqual(settings);
  expect((await deploy(options)).action).toBe('unchanged');
});

test('an update says the value before and after', async () => {
  await deploy();
  expect((await deploy({ schedule: '30 */4 * * *' })).differences).toEqual([
    { setting: 'cron', before: '0 */4 * * *', after: '30 */4 * * *' },
  ]);
});

test('what the schedule does not depend on is no update', async () => {
  await deploy();
  expect((await deploy({ description: 'new words', tags: ['new'] })).action).toBe('unchanged');
});

test('a redeploy keeps paused state and note', async () => {
  await deploy();
  await schedule.pause('the supplier is on holiday');
  expect((await deploy({ schedule: '@hourly' })).action).toBe('updated');
  expect((await schedule.describe()).state).toMatchObject({
    paused: true,
    note: 'the supplier is on holiday',
  });
});

test.each([
  [
    'overlap',
    (options: Options) => ({
      ...options,
      policies: { ...options.policies, overlap: ScheduleOverlapPolicy.ALLOW_ALL },
    }),
  ],
  [
    'pauseOnFailure',
    (options: Options) => ({ ...options, policies: { ...options.policies, pauseOnFailure: true } }),
  ],
  [
    'catchupWindowSeconds',
    (options: Options) => ({ ...options, policies: { ...options.policies, catchupWindow: 60_000 } }),
  ],
  [
    'taskQueue',
    (options: Options) => ({ ...options, action: { ...options.action, taskQueue: 'the-old-name' } }),
  ],
  [
    'workflowType',
    (options: Options) => ({ ...options, action: { ...options.action, workflowType: 'old_dag' } }),
  ],
])('a stale setting of the server, %s, is repaired', async (setting, spoil) => {
  await deploy();
  await schedule.update(spoil);
  expect(settingsOf(await deploy())).toEqual([setting]);
  expect((await deploy()).action).toBe('unchanged');
});

test('a dry run tells what would be created or changed, and does neither', async () => {
  expect((await dry()).action).toBe('created');
  await expect(schedule.describe()).rejects.toMatchObject({ name: 'ScheduleNotFoundError' });
  await deploy();
  expect((await dry({ schedule: '30 */4 * * *' })).action).toBe('updated');
  expect((await deploy()).action).toBe('unchanged');
});

test('a DAG without a schedule has nothing to deploy', async () => {
  await expect(deploy({ schedule: null })).rejects.toThrow(`DAG '${dagId}' has no schedule to deploy`);
});
