import { stripVTControlCharacters } from 'node:util';
import { openScreen } from '../../cli/run-screen.ts';
import { NOW, someRun, someTask } from './run-fixtures.ts';

const log = (): { written: string[]; screen: ReturnType<typeof openScreen> } => {
  const written: string[] = [];
  return { written, screen: openScreen({ write: (text) => written.push(text) }) };
};

const progress = (done: number) =>
  someRun({ tasks: [someTask({ pending: { attempt: 1, progress: { done, total: 9 } } })] });

const terminal = (columns?: number) => {
  const written: string[] = [];
  const stream = {
    isTTY: true,
    rows: 24,
    ...(columns === undefined ? {} : { columns }),
    write: (text: string) => written.push(text),
  };
  return { written, screen: openScreen(stream) };
};

describe('without a terminal', () => {
  it('tells each change of a state once, a line each', () => {
    const { written, screen } = log();
    const running = someRun();
    screen.update(running, NOW);
    screen.update(running, NOW + 60_000);
    const tasks = [someTask({ state: 'success', endedAt: '2026-01-01T04:01:01.000Z' })];
    screen.update(someRun({ state: 'success', tasks }), NOW + 61_000);
    expect(written).toEqual([
      '04:01:00 fetch running\n',
      '04:01:00 run manual__1 running\n',
      '04:02:01 fetch success after 1 min 1 s\n',
      '04:02:01 run manual__1 success\n',
    ]);
  });

  it('tells progress at most every ten seconds', () => {
    const { written, screen } = log();
    screen.update(progress(1), NOW);
    screen.update(progress(2), NOW + 9_000);
    screen.update(progress(3), NOW + 10_000);
    expect(written.filter((line) => line.includes('fetch'))).toEqual([
      '04:01:00 fetch running: 1/9\n',
      '04:01:10 fetch running: 3/9\n',
    ]);
  });

  it('tells why a task failed that never ran', () => {
    const { written, screen } = log();
    const tasks = [
      {
        taskId: 'load',
        state: 'upstream_failed',
        tries: 0,
        endedAt: '2026-01-01T04:01:00.000Z',
        reason: "'fetch' failed",
      } as const,
    ];
    screen.update(someRun({ tasks }), NOW);
    expect(written[0]).toBe("04:01:00 load upstream_failed: 'fetch' failed\n");
  });

  it('writes no control characters', () => {
    const { written, screen } = log();
    screen.update(someRun(), NOW);
    expect(written.join('')).not.toContain('\u001B');
  });
});

describe('on a terminal', () => {
  it('redraws in place: goes up as many lines as it drew before', () => {
    const { written, screen } = terminal();
    screen.update(someRun(), NOW);
    screen.update(someRun(), NOW);
    expect(written[0]).not.toContain('\u001B[3A');
    expect(written[1]).toContain('\u001B[3A\u001B[0J');
  });

  it('cuts lines that would wrap', () => {
    const { written, screen } = terminal(30);
    screen.update(someRun({ tasks: [someTask({ state: 'failed', reason: 'x'.repeat(200) })] }), NOW);
    const lines = stripVTControlCharacters(written[0]!).trimEnd().split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBe(29);
  });

  it('takes a terminal without a size for one of 80 columns', () => {
    const { written, screen } = terminal(0);
    screen.update(someRun(), NOW);
    expect(written[0]).toContain('movies manual__1: running');
  });
});
