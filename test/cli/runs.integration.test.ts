import type { TestWorker } from '../support/test-worker.ts';
import { startTestWorker } from '../support/test-worker.ts';
import { labDag } from '../support/lab-dag.ts';
import { testServers } from '../support/servers.ts';
import { useDagsFolder } from './dags-folder.ts';
import { tradewind } from './run-command.ts';

const DAG = 'cli_lab';
const FILE = `
  import { labDag } from '@/test/support/lab-dag.ts';
  export const dag = labDag('${DAG}', { schedule: '0 4 * * *' });
`;

jest.setTimeout(60_000);

const json = async (...args: string[]): Promise<unknown> => {
  const { code, stdout, stderr } = await tradewind(...args, '-o', 'json');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as unknown;
};

const conf = (behaviour: string): string => JSON.stringify({ behaviour });

describe('runs from the command line', () => {
  let worker: TestWorker;
  let putBack: () => void;
  beforeAll(async () => {
    putBack = useDagsFolder({ 'lab.dag.ts': FILE });
    const { temporalAddress, s3 } = testServers();
    Object.assign(process.env, {
      TEMPORAL_ADDRESS: temporalAddress,
      S3_ENDPOINT: s3.endpoint,
      S3_ACCESS_KEY: s3.accessKey,
      S3_SECRET_KEY: s3.secretKey,
    });
    worker = await startTestWorker(labDag(DAG, { schedule: '0 4 * * *' }));
  });
  afterAll(async () => {
    await worker.stop();
    putBack();
  });

  it('trigger --wait follows a run to its success; state and runs know it afterwards', async () => {
    const done = await tradewind('dags', 'trigger', DAG, '--run-id', 'good', '--note', 'why not', '--wait');
    expect(done).toMatchObject({ code: 0, stdout: expect.stringMatching(/state\s+success/) as string });
    expect(done.stderr).toMatch(/last success .*\n.* run good success\n/);

    expect(await json('dags', 'state', DAG, 'good')).toMatchObject({
      state: 'success',
      note: 'why not',
      source: 'record',
      tasks: [{ task_id: 'first' }, { task_id: 'middle' }, { task_id: 'last', state: 'success', tries: 1 }],
    });
    expect(await json('dags', 'runs', DAG, '--state', 'success')).toContainEqual(
      expect.objectContaining({ run_id: 'good', workflow_id: `${DAG}/good`, run_type: 'manual' }),
    );
  });

  it('a run can be named by its workflow id', async () => {
    await tradewind('dags', 'trigger', DAG, '--run-id', 'named', '--wait');
    expect(await json('dags', 'state', DAG, `${DAG}/named`)).toEqual(
      await json('dags', 'state', DAG, 'named'),
    );
  });

  it('without --run-id the id is the one that Airflow would give', async () => {
    const date = '2026-01-01T04:00:00Z';
    expect(await json('dags', 'trigger', DAG, '--logical-date', date)).toEqual({
      dag_id: DAG,
      run_id: 'manual__2026-01-01T04:00:00+00:00',
      workflow_id: `${DAG}/manual__2026-01-01T04:00:00+00:00`,
      state: 'queued',
    });
  });

  it('a failed run: exit code 1 with the reason; cleared once it is closed, only what failed runs again', async () => {
    const failed = await tradewind(
      'dags',
      'trigger',
      DAG,
      '--run-id',
      'bad',
      '--conf',
      conf('fail'),
      '--wait',
    );
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain("run 'bad' of DAG 'cli_lab': failed");
    expect(failed.stderr).toContain('the middle is broken');

    const clear = ['tasks', 'clear', DAG, 'bad', '--only-failed'];
    const cleared = [{ task_id: 'middle' }, { task_id: 'last' }];
    expect(await json(...clear, '--dry-run')).toEqual(cleared);
    expect(await json('tasks', 'states', DAG, 'bad')).toContainEqual(
      expect.objectContaining({ task_id: 'middle', state: 'failed', tries: 1 }),
    );
    expect(await json(...clear)).toEqual(cleared);
    await worker.client.workflow
      .getHandle(`${DAG}/bad`)
      .result()
      .catch(() => undefined);
    expect(await json('tasks', 'states', DAG, 'bad')).toEqual([
      expect.objectContaining({ task_id: 'first', state: 'success', tries: 1 }),
      expect.objectContaining({ task_id: 'middle', state: 'failed', tries: 2 }),
      expect.objectContaining({ task_id: 'last', state: 'upstream_failed' }),
    ]);
    const runs = (await json('dags', 'runs', DAG)) as { workflow_id: string }[];
    expect(runs.filter(({ workflow_id }) => workflow_id === `${DAG}/bad`)).toHaveLength(1);
  });

  it('a live run shows what is under way; terminated it is failed, whatever it last said of itself', async () => {
    await tradewind('dags', 'trigger', DAG, '--run-id', 'live', '--conf', conf('hang'));
    const handle = worker.client.workflow.getHandle(`${DAG}/live`);
    await untilState('live', 'running');
    await handle.terminate('a test');
    expect(await json('dags', 'state', DAG, 'live')).toMatchObject({
      state: 'failed',
      reason: 'Temporal ended the run: terminated',
    });
    const refused = await tradewind('tasks', 'clear', DAG, 'live');
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain("Run 'live' of DAG 'cli_lab' left no record");
  });

  async function untilState(run: string, state: string): Promise<void> {
    for (;;) {
      const tasks = (await json('tasks', 'states', DAG, run)) as { task_id: string; state: string }[];
      if (tasks.some((task) => task.task_id === 'middle' && task.state === state)) return;
    }
  }

  it('deploy, pause, unpause and delete act on the schedule; pause and unpause on open runs too', async () => {
    expect(await json('dags', 'deploy', DAG, '--dry-run')).toContainEqual({
      dag_id: DAG,
      action: 'created',
      setting: 'cron',
      before: '(none)',
      after: '0 4 * * *',
    });
    await json('dags', 'deploy', DAG);
    expect(await json('dags', 'deploy', DAG)).toEqual([expect.objectContaining({ action: 'unchanged' })]);

    await tradewind('dags', 'trigger', DAG, '--run-id', 'held', '--conf', conf('hang'));
    await untilState('held', 'running');
    expect(await json('dags', 'pause', DAG, '--note', 'source is down')).toMatchObject({
      schedule: 'paused',
      open_runs: [`${DAG}/held`],
    });
    expect(await json('dags', 'list')).toEqual([expect.objectContaining({ schedule_state: 'paused' })]);
    expect(await json('dags', 'state', DAG, 'held')).toMatchObject({ paused: true });
    await json('dags', 'deploy', DAG);
    expect((await worker.client.schedule.getHandle(DAG).describe()).state).toMatchObject({
      paused: true,
      note: 'source is down',
    });
    expect(await json('dags', 'unpause', DAG)).toMatchObject({
      schedule: 'active',
      open_runs: [`${DAG}/held`],
    });
    expect(await json('dags', 'state', DAG, 'held')).toMatchObject({ paused: false });
    await worker.client.workflow.getHandle(`${DAG}/held`).cancel();

    expect(await tradewind('dags', 'delete', DAG)).toMatchObject({ code: 0 });
    const again = await tradewind('dags', 'delete', DAG);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toContain("DAG 'cli_lab' has no deployed schedule.");
  });

  it.each([
    ['an unknown run', ['dags', 'state', DAG, 'nope'], "DAG 'cli_lab' has no run 'nope'"],
    ['an unknown DAG', ['dags', 'trigger', 'cli_lap'], "There is no DAG 'cli_lap'. Did you mean 'cli_lab'?"],
    [
      'a param that does not fit',
      ['dags', 'trigger', DAG, '--conf', '{"behaviour": 3}'],
      "param 'behaviour' is 3",
    ],
    [
      'a param there is not',
      ['dags', 'trigger', DAG, '--conf', '{"x": 3}'],
      "unknown param 'x', allowed are behaviour",
    ],
    ['a run id that is taken', ['dags', 'trigger', DAG, '--run-id', 'good'], "has a run 'good' already"],
    [
      'a pattern that is none',
      ['tasks', 'clear', DAG, 'good', '--task', 'x('],
      "'task' is no regular expression",
    ],
  ])('%s: exit code 1 and the reason', async (_name, args, reason) => {
    const { code, stdout, stderr } = await tradewind(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(reason);
  });
});

describe('servers that cannot be reached', () => {
  it.each([
    [
      'Temporal',
      { TEMPORAL_ADDRESS: '127.0.0.1:1' },
      ['dags', 'runs', DAG],
      'Temporal cannot be reached at 127.0.0.1:1',
    ],
    [
      'a wrong address',
      { TEMPORAL_ADDRESS: 'nonsense' },
      ['dags', 'runs', DAG],
      "TEMPORAL_ADDRESS is 'nonsense'",
    ],
  ])('%s: exit code 1 with the cause and the cure', async (_name, environment, args, reason) => {
    const putBack = useDagsFolder({ 'lab.dag.ts': FILE });
    Object.assign(process.env, environment);
    const { code, stderr } = await tradewind(...args);
    putBack();
    expect(code).toBe(1);
    expect(stderr).toContain(reason);
  });
});
