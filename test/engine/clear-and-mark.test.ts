import { planClear, type ClearRequest } from '../../engine/clear.ts';
import { readMarkRequest } from '../../engine/mark.ts';
import { playAll, specOf } from './play.ts';

//   a → b → d → e
//   a → c ↗
const SPEC = specOf({ a: [], b: ['a'], c: ['a'], d: ['b', 'c'], e: ['d'] });
const FAILED_AT_B = playAll(SPEC, { b: 'failed' }).scheduler.toJSON();

describe('a clear after b failed resets', () => {
  it.each<[string, ClearRequest, string[]]>([
    ['everything, when nothing is chosen', {}, ['a', 'b', 'c', 'd', 'e']],
    ['only the failed, and what failed because of them', { onlyFailed: true }, ['b', 'd', 'e']],
    ['a task, and what was upstream_failed below it', { taskIds: ['b'] }, ['b', 'd', 'e']],
    ['nothing that succeeded below a task, unless asked', { taskIds: ['a'] }, ['a', 'd', 'e']],
    ['all below a task, when asked', { taskIds: ['a'], downstream: true }, ['a', 'b', 'c', 'd', 'e']],
    ['all above a task, when asked', { taskIds: ['c'], upstream: true }, ['a', 'c', 'd', 'e']],
    [
      'of those below only the failed',
      { taskIds: ['a'], downstream: true, onlyFailed: true },
      ['b', 'd', 'e'],
    ],
    ['what a pattern finds', { task: '^[bc]$' }, ['b', 'c', 'd', 'e']],
    ['nothing, when what is chosen did not fail', { taskIds: ['c'], onlyFailed: true }, []],
  ])('%s', (_, request, expected) => {
    expect(planClear(SPEC, FAILED_AT_B, request)).toEqual(expected);
  });

  it('nothing that never began', () => {
    expect(planClear(SPEC, { version: 1, state: 'queued', tasks: {} }, {})).toEqual([]);
  });
});

describe('a request is refused with what is allowed', () => {
  it.each([
    ['no object', 'b', /^BAD_REQUEST: DAG 'played': the request is "b"/],
    ['an unknown key', { only_failed: true }, /unknown key 'only_failed'\. Did you mean 'onlyFailed'/],
    ['a wrong type', { downstream: 'yes' }, /'downstream' is "yes"\. Give a boolean/],
    [
      'an unknown task',
      { taskIds: ['x'] },
      /^UNKNOWN_TASK: DAG 'played', task 'x': .*Its tasks are 'a', 'b'/,
    ],
    ['a broken pattern', { task: '(' }, /'task' is no regular expression/],
    ['a pattern that finds nothing', { task: 'zzz' }, /no task id contains \/zzz\//],
  ])('clear: %s', (_, request, message) => {
    expect(() => planClear(SPEC, FAILED_AT_B, request)).toThrow(message);
  });

  it.each([
    ['no task', { state: 'success' }, /'taskId' is missing/],
    ['an unknown task', { taskId: 'x', state: 'success' }, /^UNKNOWN_TASK/],
    ['a state nobody can decide', { taskId: 'a', state: 'running' }, /Give one of success, failed, skipped/],
  ])('mark: %s', (_, request, message) => {
    expect(() => readMarkRequest(SPEC, request)).toThrow(message);
  });

  it('a good mark is taken as it is', () => {
    const request = { taskId: 'a', state: 'skipped', reason: 'not today' };
    expect(readMarkRequest(SPEC, request)).toEqual(request);
  });
});
