import { batchesOf } from '../../activities/sentiment/batches.ts';
import { scoreText } from '../../activities/sentiment/score.ts';
import { scoreTexts } from '../../activities/sentiment/score-texts.ts';

const praise = ['good', 'bad but nice', '', 'VERY good!', 'never good'];
const texts = Array.from({ length: 2_000 }, (_, index) => `${praise[index % 5] ?? ''} film number ${index}`);

const lengths = (given: readonly string[]): number[] => batchesOf(given).map(({ from, to }) => to - from);

describe('many texts on worker threads', () => {
  test.each([1, 2, 3])('with %d threads: one score for each text, in their order', async (threads) => {
    expect(await scoreTexts(texts, { threads })).toEqual(texts.map(scoreText));
  });

  test('no texts need no thread', async () => {
    expect(await scoreTexts([])).toEqual([]);
  });

  test('an empty text and one of a megabyte are scored as alone', async () => {
    const odd = ['', 'good '.repeat(200_000), '\ud83d', '😍'];
    expect(await scoreTexts(odd, { threads: 2 })).toEqual(odd.map(scoreText));
  });

  test('progress is told up to the last text', async () => {
    const told: number[] = [];
    await scoreTexts(texts, { threads: 2, onProgress: (done, total) => told.push(done / total) });
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  test('the event loop stays free meanwhile', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await scoreTexts(['good and bad '.repeat(80_000)], { threads: 1 });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });

  test('an abort stops it with its own reason', async () => {
    const abort = new AbortController();
    const started = scoreTexts(texts, {
      threads: 1,
      signal: abort.signal,
      onProgress: () => abort.abort(new Error('the run was cancelled')),
    });
    await expect(started).rejects.toThrow('the run was cancelled');
  });

  test('nothing is begun after an abort', async () => {
    await expect(scoreTexts(texts, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow(
      'too late',
    );
  });

  test.each([0, -1, 1.5, Number.NaN])('%p threads are refused with what is allowed', async (threads) => {
    await expect(scoreTexts(texts, { threads })).rejects.toThrow(/whole number from 1/);
  });
});

describe('batches', () => {
  test.each([
    ['no texts', [], []],
    ['few short texts are one batch', ['a', 'b'], [2]],
    ['512 texts at most', Array.from({ length: 600 }, () => ''), [512, 88]],
    ['a long text is a batch of its own', ['a', 'b'.repeat(300_000), 'c'], [1, 1, 1]],
    ['texts of half the size go by two', Array.from({ length: 3 }, () => 'x'.repeat(131_072)), [2, 1]],
  ])('%s', (_case, given, expected) => {
    expect(lengths(given)).toEqual(expected);
  });
});
