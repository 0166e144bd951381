import { durationText, runLines, taskLine } from '../../cli/run-lines.ts';
import { NOW, someRun, someTask } from './run-fixtures.ts';

describe('a duration', () => {
  it.each([
    [0, '0.0 s'],
    [840, '0.8 s'],
    [42_400, '42 s'],
    [59_900, '60 s'],
    [185_000, '3 min 5 s'],
    [7_199_600, '120 min 0 s'],
  ])('of %i ms is %s', (milliseconds, text) => {
    expect(durationText(milliseconds)).toBe(text);
  });
});

describe('the line of a task', () => {
  it.each([
    [
      'running, with its progress',
      someTask({ pending: { attempt: 1, progress: { done: 2, total: 5 } } }),
      '▶ fetch  running         1 min 0 s   2/5',
    ],
    [
      'waiting for its next try, with the reason',
      someTask({
        state: 'up_for_retry',
        reason: 'refused',
        pending: { attempt: 2, nextTryAt: '2026-01-01T04:02:03.000Z', lastFailure: 'refused' },
      }),
      '↻ fetch  up_for_retry    1 min 0 s   next try at 04:02:03 UTC; refused',
    ],
    [
      'failed, with the reason on one line',
      someTask({ state: 'failed', tries: 3, endedAt: '2026-01-01T04:00:05.000Z', reason: 'two\n lines' }),
      '✘ fetch  failed          5.0 s       try 3; two lines',
    ],
    [
      'done',
      someTask({ state: 'success', endedAt: '2026-01-01T04:00:05.000Z', reason: 'not of interest' }),
      '✔ fetch  success         5.0 s',
    ],
    ['not begun', someTask({ state: 'none', tries: 0 }), '· fetch'],
  ])('%s', (_name, task, line) => {
    expect(taskLine(task, 6, NOW)).toBe(line);
  });
});

describe('the lines of a run', () => {
  it('begin with its state and why', () => {
    const run = someRun({ state: 'queued', reason: 'waits for a slot of dag/movies' });
    expect(runLines(run, { rows: 10, now: NOW })[0]).toBe(
      'movies manual__1: queued (waits for a slot of dag/movies)',
    );
  });

  it('show of a large run what something is to be said of, and count the rest', () => {
    const done = Array.from({ length: 50 }, (_, index) =>
      someTask({ taskId: `t${index}`, state: 'success' }),
    );
    const run = someRun({
      tasks: [...done, someTask({ taskId: 'broken', state: 'failed', reason: 'no' })],
      counts: { success: 50, failed: 1 },
    });
    const lines = runLines(run, { rows: 10, now: NOW });
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('broken');
    expect(lines[2]).toBe('  … 50 more tasks; in all 50 success, 1 failed');
  });
});
