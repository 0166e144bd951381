import { progressText } from '../../cli/progress-text.ts';

describe('what a handler tells with its heartbeat', () => {
  it.each([
    [
      { phase: 'movies', done: 1200, total: 10434, requests: 55, retries: 0 },
      'movies, 1200/10434, 55 requests',
    ],
    [{ step: 'reading', rows: 7 }, 'reading, 7 rows'],
    [{ done: 3 }, ''],
    ['half way', 'half way'],
    [42, '42'],
    [{ a: 'one', b: 'two', c: 'three', d: 'four', e: 'five' }, 'one, two, three, four'],
    [{ cursor: { page: 3 }, list: [1, 2] }, ''],
    [null, ''],
    [undefined, ''],
    [[1, 2], ''],
  ])('%j is shown as %j', (details, text) => {
    expect(progressText(details)).toBe(text);
  });
});
