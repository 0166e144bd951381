import { Dag } from '../../engine/dag.ts';
import { DagDefinitionError } from '../../engine/errors.ts';
import { LIMITS } from '../../engine/limits.ts';
import { chain, crossDownstream } from '../../engine/wiring.ts';

async function extract(): Promise<number[]> {
  return [1, 2];
}
async function load({ rows }: { rows: number[]; region?: string }): Promise<number> {
  return rows.length;
}
async function work(): Promise<void> {}

function alarm(): void {}

/** The hash of a DAG as a file builds it. */
function hashed(build: (dag: Dag) => void): string {
  const dag = new Dag('hashed');
  build(dag);
  return dag.freeze().specHash;
}

const withOptions = (options: object) => () => new Dag('bad', options);

/** The problems of a DAG that its author would read. */
function problemsOf(build: () => Dag): string[] {
  try {
    build().freeze();
  } catch (error) {
    if (error instanceof DagDefinitionError) return error.message.split('\n');
    throw error;
  }
  return [];
}

/** A DAG of tasks `a`, `b`, `c`, … without edges. */
function tasks(...ids: string[]) {
  const dag = new Dag('wired');
  const refs = ids.map((id) => dag.task(id, work)());
  const edges = (): string[] =>
    dag.freeze().spec.tasks.flatMap(({ taskId, upstream }) => upstream.map((above) => `${above}>${taskId}`));
  return { refs, edges, dag };
}

describe('a DAG file', () => {
  it('becomes plain frozen data with every default resolved', () => {
    const dag = new Dag('sales', { schedule: '@daily', defaultArgs: { retries: 2, retryDelay: 60 } });
    const rows = dag.task(extract)();
    dag.task(load, { retries: 0, doc: 'Loads them.' })({ rows, region: 'eu' });
    const { spec } = dag.freeze();
    expect(spec).toEqual({
      specVersion: 1,
      dagId: 'sales',
      tags: [],
      schedule: { cron: '0 0 * * *', timezone: 'UTC' },
      params: {},
      locks: [],
      deadlines: [],
      tasks: [
        {
          taskId: 'extract',
          handler: 'extract',
          upstream: [],
          inputs: {},
          triggerRule: 'all_success',
          retries: 2,
          retryDelaySeconds: 60,
          retryExponentialBackoff: 0,
          executionTimeoutSeconds: 86_400,
          heartbeatTimeoutSeconds: 300,
        },
        {
          taskId: 'load',
          handler: 'load',
          upstream: ['extract'],
          inputs: { rows: { xcom: 'extract' }, region: { literal: 'eu' } },
          triggerRule: 'all_success',
          retries: 0,
          retryDelaySeconds: 60,
          retryExponentialBackoff: 0,
          executionTimeoutSeconds: 86_400,
          heartbeatTimeoutSeconds: 300,
          doc: 'Loads them.',
        },
      ],
    });
    expect(() => Object.assign(spec.tasks[1]!.inputs, { more: { literal: 1 } })).toThrow(TypeError);
  });

  it('has a hash that depends on what it says, not on how it is written', () => {
    const written = hashed((dag) => dag.task(work, { retries: 1, queue: 'q' })());
    expect(written).toMatch(/^[0-9a-f]{64}$/);
    expect(hashed((dag) => dag.task(work, { queue: 'q', retries: 1 })())).toBe(written);
    expect(hashed((dag) => dag.task(work, { queue: 'q', retries: 2 })())).not.toBe(written);
  });

  it('names its handlers: tasks by function or option, callbacks by function', () => {
    const dag = new Dag('named', { onFailure: [{ handler: alarm, arguments: { channel: 'ops' } }] });
    dag.task('first', work)();
    dag.task('second', work, { onRetry: alarm })();
    dag.task('third', async () => 3)();
    dag.task('fourth', async () => 4, { handler: 'shared_name' })();
    const { spec } = dag.freeze();
    expect(spec.tasks.map(({ handler }) => handler)).toEqual(['work', 'work', 'third', 'shared_name']);
    expect(spec.callbacks).toEqual({ onFailure: [{ handler: 'alarm', arguments: { channel: 'ops' } }] });
    expect([...dag.handlers.keys()].sort()).toEqual(['alarm', 'shared_name', 'third', 'work']);
  });

  it('cannot be changed once it was read', () => {
    const { dag, refs } = tasks('a', 'b');
    dag.freeze();
    expect(() => refs[0]!.before(refs[1]!)).toThrow('SPEC_FROZEN');
    expect(() => dag.task('c', work)).toThrow('SPEC_FROZEN');
  });
});

describe('order without data', () => {
  it.each<[string, (...refs: ReturnType<typeof tasks>['refs']) => void, string[]]>([
    ['a.before(b, c)', (a, b, c) => void a.before(b, c), ['a>b', 'a>c']],
    ['c.after(a, b)', (a, b, c) => void c.after(a, b), ['a>c', 'b>c']],
    ['the same edge twice', (a, b) => void a.before(b).before(b), ['a>b']],
    ['chain(a, b, c)', (a, b, c) => chain(a, b, c), ['a>b', 'b>c']],
    ['chain(a, [b, c], d)', (a, b, c, d) => chain(a, [b, c], d), ['a>b', 'a>c', 'b>d', 'c>d']],
    ['chain([a, b], [c, d])', (a, b, c, d) => chain([a, b], [c, d]), ['a>c', 'b>d']],
    [
      'crossDownstream([a, b], [c, d])',
      (a, b, c, d) => crossDownstream([a, b], [c, d]),
      ['a>c', 'b>c', 'a>d', 'b>d'],
    ],
  ])('%s', (_, wire, expected) => {
    const { refs, edges } = tasks('a', 'b', 'c', 'd');
    wire(...refs);
    expect(edges()).toEqual(expected);
  });

  it('chain refuses lists of different lengths', () => {
    const { refs } = tasks('a', 'b', 'c');
    expect(() => chain([refs[0]!], [refs[1]!, refs[2]!])).toThrow('lists of 1 and 2 tasks');
  });
});

describe('schedules', () => {
  it.each([
    ['@hourly', '0 * * * *'],
    ['@quarterly', '0 0 1 */3 *'],
    ['  0   */4 * * * ', '0 */4 * * *'],
    ['15 3 * * mon-fri', '15 3 * * mon-fri'],
  ])('%j is %j', (schedule, cron) => {
    expect(new Dag('timed', { schedule, timezone: 'Europe/Zurich' }).freeze().spec.schedule).toEqual({
      cron,
      timezone: 'Europe/Zurich',
    });
  });

  it('null is no schedule', () => {
    expect(new Dag('untimed', { schedule: null }).freeze().spec).not.toHaveProperty('schedule');
  });
});

describe('params', () => {
  it('are a default and a JSON schema, or a default alone', () => {
    const dag = new Dag('asked', {
      params: { pages: { default: 5, type: 'integer', minimum: 1, description: 'How many.' }, label: 'x' },
    });
    expect(dag.freeze().spec.params).toEqual({
      pages: { default: 5, schema: { type: 'integer', minimum: 1 }, description: 'How many.' },
      label: { default: 'x', schema: {} },
    });
  });
});

describe('a mistake is named with its cause and cure', () => {
  const task = (options: object) => () => {
    const dag = new Dag('bad');
    dag.task('t', work, options)();
    return dag;
  };
  it.each<[string, () => Dag, RegExp]>([
    [
      'dag id',
      () => new Dag('two words'),
      /^BAD_ID: DAG 'two words': 'two words' is no dag id\. Use letters/,
    ],
    [
      'dag id one too long',
      () => new Dag('x'.repeat(LIMITS.idLength + 1)),
      /^BAD_ID: .*has 251 characters\. Use at most 250/,
    ],
    ['dag id of JavaScript', () => new Dag('constructor'), /^BAD_ID: .*a name of JavaScript's own/],
    [
      'unknown key',
      withOptions({ shedule: '@daily' }),
      /^UNKNOWN_KEY: DAG 'bad': the DAG has no setting 'shedule'\. Did you mean 'schedule'\? Allowed are /,
    ],
    [
      'unknown default',
      withOptions({ defaultArgs: { retry_delay: 1 } }),
      /^UNKNOWN_KEY: .*defaultArgs has no setting 'retry_delay'\. Did you mean 'retryDelay'/,
    ],
    ['unknown task key', task({ retrys: 1 }), /^UNKNOWN_KEY: DAG 'bad', task 't': .*Did you mean 'retries'/],
    [
      'unknown schema key',
      withOptions({ params: { p: { default: 1, minimun: 0 } } }),
      /^UNKNOWN_KEY: .*param 'p' has no setting 'minimun'\. Did you mean 'minimum'/,
    ],
    [
      'preset',
      withOptions({ schedule: '@dayly' }),
      /^BAD_CRON: .*'@dayly' is no preset\. Did you mean '@daily'/,
    ],
    ['cron of six fields', withOptions({ schedule: '0 0 * * * *' }), /^BAD_CRON: .*it has 6 field\(s\)/],
    [
      'cron out of range',
      withOptions({ schedule: '61 * * * *' }),
      /^BAD_CRON: .*Give five fields \(minute hour/,
    ],
    ['cron of another dialect', withOptions({ schedule: '0 0 L * *' }), /^BAD_CRON: .*'L' is no field/],
    ['cron that never fires', withOptions({ schedule: '0 0 30 2 *' }), /^BAD_CRON: .*it never fires/],
    [
      'time zone',
      withOptions({ timezone: 'Mars/Base' }),
      /^BAD_TIMEZONE: .*"Mars\/Base" is no time zone\. Give an IANA name/,
    ],
    [
      'negative timeout',
      withOptions({ dagrunTimeout: -1 }),
      /^BAD_DURATION: .*dagrunTimeout is -1\. Give seconds/,
    ],
    [
      'milliseconds for seconds',
      task({ executionTimeout: 86_400_000 }),
      /^BAD_DURATION: .*executionTimeout is 86400000/,
    ],
    [
      'no active runs',
      withOptions({ maxActiveRuns: 0 }),
      /^BAD_VALUE: .*maxActiveRuns is 0\. Give a whole number from 1/,
    ],
    ['a lock twice', withOptions({ locks: ['w', 'w'] }), /^DUPLICATE_ID: .*locks has 'w' twice/],
    ['half a retry', task({ retries: 1.5 }), /^BAD_VALUE: .*retries is 1\.5\. Give a whole number/],
    ['NaN', task({ retryDelay: Number.NaN }), /^BAD_DURATION: .*retryDelay is NaN/],
    ['trigger rule', task({ triggerRule: 'all_sucess' }), /^BAD_VALUE: .*Did you mean 'all_success'/],
    [
      'nameless callback',
      task({ onFailure: [() => undefined] }),
      /^BAD_VALUE: .*Give a function that has a name/,
    ],
    [
      'deadline without interval',
      withOptions({ deadlines: [{ name: 'sla', callback: work }] }),
      /^BAD_DURATION: .*deadline "sla" has no interval/,
    ],
    [
      'deadline at no zone',
      withOptions({
        deadlines: [
          { name: 'sla', interval: 1, callback: work, reference: { fixed: '2026-01-01T00:00:00' } },
        ],
      }),
      /^BAD_VALUE: .*the reference of deadline "sla"/,
    ],
    [
      'two tasks of one id',
      () => tasks('a', 'a').dag,
      /^DUPLICATE_ID: DAG 'wired', task 'a': two tasks have this id/,
    ],
  ])('%s', (_, build, message) => {
    expect(problemsOf(build)).toEqual([expect.stringMatching(message)]);
  });

  it.each<[string, (dag: Dag) => void, RegExp]>([
    [
      'a task that is never called',
      (dag) => void dag.task(work),
      /^TASK_NOT_CALLED: .*task 'work': it was declared and never placed\. Call what dag\.task\(\) returned/,
    ],
    [
      'a task called twice',
      (dag) => {
        const place = dag.task(work);
        place();
        place();
      },
      /^TASK_CALLED_TWICE: .*Declare another task with its own id/,
    ],
    ['an id without a function name', (dag) => void dag.task(async () => 1)(), /^BAD_ID: /],
    [
      'two functions of one name',
      (dag) => {
        dag.task('a', work)();
        dag.task('b', async () => 1, { handler: 'work' })();
      },
      /^DUPLICATE_HANDLER: .*'work'/,
    ],
    [
      'a cycle',
      (dag) => {
        const a = dag.task('a', work)();
        const b = dag.task('b', work)();
        const c = dag.task('c', work)();
        chain(a, b, c, a);
      },
      /^DAG_CYCLE: .*: a → b → c → a\. Remove one of these edges/,
    ],
    [
      'a task before itself',
      (dag) => {
        const a = dag.task('a', work)();
        a.before(a);
      },
      /^DAG_CYCLE: .*: a → a\./,
    ],
    [
      'a task of another DAG',
      (dag) => {
        const other = new Dag('other').task(work)();
        dag.task('a', work)().after(other);
      },
      /^UNKNOWN_TASK: .*'work' is a task of DAG 'other'/,
    ],
    [
      'a task inside a literal',
      (dag) => {
        const rows = dag.task('a', async () => 1)();
        dag.task('load', load)({ rows: [rows] as never });
      },
      /^BAD_INPUT: .*argument 'rows' is the task 'a' at \[0\]/,
    ],
    [
      'a literal that is no JSON',
      (dag) => void dag.task(load)({ rows: [1, Number.NaN] }),
      /^BAD_INPUT: .*argument 'rows' is NaN at \[1\]/,
    ],
    [
      'a literal of a class',
      (dag) => void dag.task('load', load)({ rows: new Map() as never }),
      /^BAD_INPUT: .*is a Map/,
    ],
    [
      'a literal one byte too large',
      (dag) => void dag.task('load', load)({ rows: [], region: 'x'.repeat(LIMITS.literalBytes) }),
      /^TOO_LARGE: .*characters of inputs/,
    ],
  ])('%s', (_, build, message) => {
    const problems = problemsOf(() => {
      const dag = new Dag('bad');
      build(dag);
      return dag;
    });
    expect(problems[0]).toMatch(message);
  });

  it('all of a file at once', () => {
    const problems = problemsOf(() => {
      const dag = new Dag('many faults', { schedule: 'never', timezone: 'x' });
      dag.task(work, { retries: -1 });
      return dag;
    });
    expect(problems.map((line) => line.split(':')[0])).toEqual([
      'BAD_ID',
      'BAD_VALUE',
      'BAD_TIMEZONE',
      'BAD_CRON',
      'TASK_NOT_CALLED',
    ]);
  });

  it.each([
    [LIMITS.tasks, []],
    [
      LIMITS.tasks + 1,
      [expect.stringMatching(/^TOO_LARGE: .*it has 10001 tasks, allowed are 10000\. Split the DAG/)],
    ],
  ])('%i tasks', (count, expected) => {
    expect(problemsOf(() => tasks(...Array.from({ length: count }, (_, index) => `t${index}`)).dag)).toEqual(
      expected,
    );
  });
});
