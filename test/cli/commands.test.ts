import { buildProgram } from '../../cli/main.ts';
import { useDagsFolder } from './dags-folder.ts';
import { tradewind } from './run-command.ts';

const GOOD = `
  import { Dag } from '@/engine/dag.ts';
  export const dag = new Dag('nightly', { schedule: '0 4 * * *', params: { limit: 3 } });
  const first = dag.task(async () => 1, { taskId: 'first', handler: 'first' })();
  dag.task(async () => 2, { taskId: 'second', handler: 'second' })().after(first);
`;
const BAD = `throw new Error('this file is broken');`;

describe('commands that need no server', () => {
  let putBack: () => void;
  beforeAll(() => {
    putBack = useDagsFolder({ 'good.dag.ts': GOOD });
  });
  afterAll(() => putBack());

  it('lists DAGs also when Temporal is not known, and says so on stderr', async () => {
    const { code, stdout, stderr } = await tradewind('dags', 'list', '-o', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({
        dag_id: 'nightly',
        schedule: '0 4 * * *',
        schedule_state: 'unknown',
        tasks: 2,
      }),
    ]);
    expect(stderr).toContain('TEMPORAL_ADDRESS is not set');
  });

  it.each([
    ['ascii', 'first\n└─ second\n'],
    ['mermaid', 'flowchart LR\n  t0["first"]\n  t1["second"]\n  t0 --> t1\n'],
  ])('shows a DAG as %s', async (format, picture) => {
    expect(await tradewind('dags', 'show', 'nightly', '--format', format)).toEqual({
      code: 0,
      stdout: picture,
      stderr: '',
    });
  });

  it('shows a DAG as the JSON that a run is started with', async () => {
    const { stdout } = await tradewind('dags', 'show', 'nightly', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      dagId: 'nightly',
      tasks: [{ taskId: 'first' }, { taskId: 'second' }],
    });
  });

  it('lists tasks', async () => {
    const { stdout } = await tradewind('tasks', 'list', 'nightly', '-o', 'plain');
    expect(stdout).toBe('first\tfirst\tall_success\t\t0\nsecond\tsecond\tall_success\tfirst\t0\n');
  });

  it('prints the next logical dates, each a day after the one before', async () => {
    const { stdout } = await tradewind('dags', 'next-execution', 'nightly', '-n', '3', '-o', 'plain');
    const dates = stdout
      .trim()
      .split('\n')
      .map((line) => Date.parse(line));
    expect(dates.slice(1).map((date, index) => date - dates[index]!)).toEqual([86_400_000, 86_400_000]);
    expect(new Date(dates[0]!).toISOString()).toMatch(/T04:00:00\.000Z$/);
  });

  it('has no import errors: an empty list and exit code 0', async () => {
    expect(await tradewind('dags', 'list-import-errors', '-o', 'json')).toMatchObject({
      code: 0,
      stdout: '[]\n',
    });
  });

  it.each([
    [
      'an unknown DAG',
      ['dags', 'show', 'nightli'],
      "There is no DAG 'nightli'. Did you mean 'nightly'? Known are 'nightly'",
    ],
    ['an unreachable Temporal', ['dags', 'runs', 'nightly'], 'TEMPORAL_ADDRESS is not set'],
  ])('exit code 1: %s, in one message without a stack', async (_name, args, message) => {
    const { code, stdout, stderr } = await tradewind(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });

  it.each([
    ['an unknown command', ['dags', 'tigger']],
    ['an unknown option', ['dags', 'list', '--frmat', 'json']],
    ['a missing argument', ['dags', 'show']],
    ['a format there is not', ['dags', 'list', '-o', 'xml']],
    ['a number out of range', ['dags', 'next-execution', 'nightly', '-n', '0']],
    ['--conf that is no JSON', ['dags', 'trigger', 'nightly', '--conf', '{x']],
    ['a date without a zone', ['dags', 'trigger', 'nightly', '--logical-date', '2026-01-01']],
  ])('exit code 2: %s', async (_name, args) => {
    const { code, stdout, stderr } = await tradewind(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
  });
});

describe('a DAG file that cannot be read', () => {
  let putBack: () => void;
  beforeAll(() => {
    putBack = useDagsFolder({ 'good.dag.ts': GOOD, 'bad.dag.ts': BAD });
  });
  afterAll(() => putBack());

  it('is listed with its reason, exit code 1', async () => {
    const { code, stdout } = await tradewind('dags', 'list-import-errors', '-o', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual([{ file: 'bad.dag.ts', error: 'this file is broken' }]);
  });

  it('does not hide the others, and is named on stderr', async () => {
    const { stdout, stderr } = await tradewind('tasks', 'list', 'nightly', '-o', 'plain');
    expect(stdout).toContain('first');
    expect(stderr).toBe("DAG file 'bad.dag.ts' could not be read: this file is broken\n");
  });
});

describe('--help', () => {
  it('is there at every level, with an example', async () => {
    const program = await buildProgram();
    const groups = program.commands
      .filter(({ commands }) => commands.length > 0)
      .map((command) => command.name());
    expect(groups).toEqual(['dags', 'tasks', 'datasets']);
    const paths = program.commands.flatMap((command) => [
      [command.name()],
      ...command.commands.map((sub) => [command.name(), sub.name()]),
    ]);
    for (const path of paths) {
      const { code, stdout } = await tradewind(...path, '--help');
      expect({ path, code }).toEqual({ path, code: 0 });
      expect(stdout).toContain(`Usage: tradewind ${path.join(' ')}`);
      expect(stdout).toContain('Example:');
    }
  });
});
