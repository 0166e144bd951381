import { sentimentLabel } from '../../activities/sentiment/label.ts';
import { scoreText } from '../../activities/sentiment/score.ts';

const compoundOf = (text: string): number => scoreText(text).compound;

describe('D16: punctuation and negation are not missed', () => {
  test('praise among punctuation is positive', () => {
    expect(sentimentLabel(compoundOf('great, brilliant! A masterpiece.'))).toBe('positive');
  });
  test('negated praise is negative', () => {
    expect(sentimentLabel(compoundOf('not good, not great at all and never good'))).toBe('negative');
  });
});

describe('what stands around a word changes its weight', () => {
  test.each([
    ['a booster raises it', 'very good film', '>', 'good film'],
    ['a dampener lowers it', 'somewhat good film', '<', 'good film'],
    ['a booster farther away raises it less', 'very old good film', '<', 'old very good film'],
    ['capitals among small letters raise it', 'a GOOD film', '>', 'a good film'],
    ['capitals alone say nothing', 'A GOOD FILM', '=', 'a good film'],
    ['an exclamation mark raises it', 'good film!', '>', 'good film'],
    ['a fifth exclamation mark adds nothing', 'good film!!!!!', '=', 'good film!!!!'],
    ['one question mark says nothing', 'good film?', '=', 'good film'],
    ['several question marks raise it', 'good film???', '>', 'good film'],
    ['"not" turns it around', 'not good', '<', 'bland'],
    ['every "n\'t" turns it around', "it couldn't've been good", '<', 'bland'],
    ['"never so" strengthens it', 'never so good', '>', 'good'],
    ['"without doubt" does not negate', 'without doubt good', '>', 'bland'],
    ['"least" negates', 'the least good', '<', 'bland'],
    ['"at least" does not', 'at least good', '>', 'bland'],
    ['"no" before a word of the lexicon only negates it', 'no good', '<', 'bland'],
    ['what follows "but" outweighs what went before', 'good but bad', '<', 'bland'],
    ['an idiom has a weight of its own', 'that film is the shit', '>', 'that film is shit'],
    ['an emoji counts as its name', 'a film 😍', '>', 'a film'],
    ['a word of the newer lexicon counts', 'flawed', '<', 'bland'],
  ])('%s', (_rule, text, relation, other) => {
    const difference = Math.sign(compoundOf(text) - compoundOf(other));
    expect(difference).toBe({ '>': 1, '<': -1, '=': 0 }[relation]);
  });
});

describe('the parts of a text', () => {
  test.each(['', '   ', '\n\t', '\u2028'])('text without words %j has no parts', (text) => {
    expect(scoreText(text)).toEqual({ compound: 0, positive: 0, neutral: 0, negative: 0 });
  });
  test.each(['10/10', '!!!', '<br />great<br />', '\ud83d', 'a\u0000b', '映画は最高でした'])(
    'text without known words %j is neutral',
    (text) => {
      expect(scoreText(text)).toEqual({ compound: 0, positive: 0, neutral: 1, negative: 0 });
    },
  );
  test('a megabyte in which every value is repeated around a "but" is scored', () => {
    const { compound, positive } = scoreText(`${'good '.repeat(100_000)}but ${'nice '.repeat(100_000)}`);
    expect(compound).toBe(1);
    expect(positive).toBe(1);
  });
  test('a megabyte without a space is one word', () => {
    expect(scoreText('a'.repeat(1_000_000)).neutral).toBe(1);
  });
});

test.each([
  [0.05, 'positive'],
  [0.0499, 'neutral'],
  [-0.0499, 'neutral'],
  [-0.05, 'negative'],
])('a compound of %p is %s', (compound, label) => {
  expect(sentimentLabel(compound)).toBe(label);
});
