import { DagRegistry } from '../../activities/runtime/dag-registry.ts';
import { prepareRun, UnknownDagError } from '../../activities/runtime/prepare-run.ts';
import type { DagOptions } from '../../engine/authoring-types.ts';
import { Dag } from '../../engine/dag.ts';
import type { RunStart } from '../../engine/run-messages.ts';

const registry = new DagRegistry();
const add = (dagId: string, options: DagOptions): void => {
  const dag = new Dag(dagId, options);
  dag.task(async function work() {})();
  registry.add(dag, 'a test');
};
add('four_hourly', { schedule: '0 */4 * * *', params: { pages: { type: 'integer', default: 2 } } });
add('zurich', { schedule: '30 7 * * *', timezone: 'Europe/Zurich' });
add('by_hand', {});

const STARTED = '2026-01-01T08:00:05.250Z';
const prepare = (start: Partial<RunStart>) =>
  prepareRun(registry, {
    dagId: 'four_hourly',
    workflowId: 'chosen-by-a-user',
    firstExecutionRunId: '01a20a31-9677-793b-ae55-7d5deacf4536',
    startedAt: STARTED,
    input: undefined,
    ...start,
  }).facts;

describe('the type of a run', () => {
  test.each([
    ['without a schedule, by hand', { dagId: 'by_hand' }, 'manual'],
    ['with one, by hand', {}, 'manual'],
    ['on the grid, just now', { scheduledStartTime: '2026-01-01T08:00:00Z' }, 'scheduled'],
    [
      'on the grid, just under an interval late',
      { scheduledStartTime: '2026-01-01T04:00:00Z', startedAt: '2026-01-01T07:59:59Z' },
      'scheduled',
    ],
    [
      'on the grid, one interval late to the second',
      { scheduledStartTime: '2026-01-01T04:00:00Z', startedAt: '2026-01-01T08:00:00Z' },
      'scheduled',
    ],
    ['on the grid, more than one interval late', { scheduledStartTime: '2026-01-01T04:00:00Z' }, 'backfill'],
    ['on the grid, a year late', { scheduledStartTime: '2025-01-01T04:00:00Z' }, 'backfill'],
    ['off the grid by a second', { scheduledStartTime: '2026-01-01T08:00:01Z' }, 'manual'],
    ['off the grid, of the past', { scheduledStartTime: '2025-06-01T05:00:00Z' }, 'manual'],
    [
      'from a schedule that its DAG has no more',
      { dagId: 'by_hand', scheduledStartTime: '2026-01-01T08:00:00Z' },
      'manual',
    ],
    [
      'on the grid of another zone',
      { dagId: 'zurich', scheduledStartTime: '2026-01-01T06:30:00Z' },
      'scheduled',
    ],
    [
      'whatever its input says',
      { scheduledStartTime: '2026-01-01T08:00:00Z', input: { runType: 'operator_triggered' } },
      'operator_triggered',
    ],
  ] as const)('%s', (_, start, runType) => {
    expect(prepare(start).runType).toBe(runType);
  });
});

describe('the logical date of a run', () => {
  test.each([
    [
      'its own, in UTC',
      { input: { logicalDate: '2025-12-24T20:00:00+02:00' }, scheduledStartTime: '2026-01-01T08:00:00Z' },
      '2025-12-24T18:00:00.000Z',
    ],
    ["else the schedule's", { scheduledStartTime: '2026-01-01T08:00:00Z' }, '2026-01-01T08:00:00.000Z'],
    ['else the moment it started', {}, STARTED],
  ])('%s', (_, start, logicalDate) => {
    expect(prepare(start).logicalDate).toBe(logicalDate);
  });
});

describe('the run id', () => {
  test.each([
    [
      'our own workflow id says it',
      { workflowId: 'four_hourly/manual__2026-01-01T04:00:00+00:00' },
      'manual__2026-01-01T04:00:00+00:00',
    ],
    ['also one that was chosen', { workflowId: 'four_hourly/before-the-holidays' }, 'before-the-holidays'],
    [
      'a foreign workflow id says nothing: a manual run has its start',
      {},
      'manual__2026-01-01T08:00:05.250000+00:00',
    ],
    [
      'also when it covers another date',
      { input: { logicalDate: '2025-01-01T00:00:00Z' } },
      'manual__2026-01-01T08:00:05.250000+00:00',
    ],
    [
      "a schedule's has its nominal time",
      {
        workflowId: 'four_hourly/scheduled__-2026-01-01T08:00:00Z',
        scheduledStartTime: '2026-01-01T08:00:00Z',
      },
      'scheduled__2026-01-01T08:00:00+00:00',
    ],
    [
      'a late one is a backfill by name too',
      {
        workflowId: 'four_hourly/scheduled__-2026-01-01T04:00:00Z',
        scheduledStartTime: '2026-01-01T04:00:00Z',
      },
      'backfill__2026-01-01T04:00:00+00:00',
    ],
    [
      "another DAG's prefix is foreign",
      { workflowId: 'by_hand/mine' },
      'manual__2026-01-01T08:00:05.250000+00:00',
    ],
  ])('%s', (_, start, runId) => {
    expect(prepare(start).runId).toBe(runId);
  });
});

describe('the interval between two runs', () => {
  test.each([
    ['of a plain schedule', {}, 4 * 3600],
    ['of no schedule', { dagId: 'by_hand' }, undefined],
    [
      'over the night the clock goes forward',
      { dagId: 'zurich', input: { logicalDate: '2026-03-28T12:00:00Z' } },
      23 * 3600,
    ],
    [
      'over the night it goes back',
      { dagId: 'zurich', input: { logicalDate: '2026-10-24T12:00:00Z' } },
      25 * 3600,
    ],
  ])('%s', (_, start, seconds) => {
    expect(prepare(start).scheduleIntervalSeconds).toBe(seconds);
  });
});

test('two backfills of one date share the run id, and are told apart by their executions', () => {
  const backfill = { input: { runType: 'backfill', logicalDate: '2026-01-01T04:00:00Z' } };
  const [first, second] = [
    prepare(backfill),
    prepare({ ...backfill, firstExecutionRunId: 'another-0badcafe' }),
  ];
  expect(second.runId).toBe(first.runId);
  expect([first.executionId, second.executionId]).toEqual(['eacf4536', '0badcafe']);
});

test('a run takes the spec with its hash, its params, and its note', () => {
  const start = { dagId: 'four_hourly', workflowId: 'x', firstExecutionRunId: 'f', startedAt: STARTED };
  const prepared = prepareRun(registry, { ...start, input: { params: { pages: 9 }, note: 'again' } });
  const { spec, specHash } = registry.get('four_hourly')!;
  expect(prepared).toMatchObject({ spec, specHash, note: 'again', facts: { params: { pages: 9 } } });
});

test.each([
  [
    'an unknown DAG',
    { dagId: 'four_hourli' },
    "knows no DAG 'four_hourli', allowed are by_hand, four_hourly, zurich",
  ],
  ['bad input', { input: { parms: {} } }, "unknown key 'parms'"],
  ['a bad param', { input: { params: { pages: 'all' } } }, 'param \'pages\' is "all": it must be integer'],
])('%s is refused', (_, start, message) => {
  expect(() => prepare(start)).toThrow(message);
});

test('an empty folder is named as the reason why no DAG is known', () => {
  expect(new UnknownDagError('shop', []).message).toContain('none: its DAGs folder is empty');
});
