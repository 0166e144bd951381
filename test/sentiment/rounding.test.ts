import * as fc from 'fast-check';
import { roundHalfEven } from '../../activities/sentiment/rounding.ts';

test.each([
  ['an exact tie goes to the even digit below', 0.5625, 3, 0.562],
  ['an exact tie goes to the even digit above', 0.4375, 3, 0.438],
  ['of a negative tie the even digit counts as well', -0.5625, 3, -0.562],
  ['what only looks like a tie is rounded by its exact value', 1.0005, 3, 1],
  ['so is its neighbour', 0.0015, 3, 0.002],
  ['four digits', 0.03125, 4, 0.0312],
  ['nothing', 0, 3, 0],
  ['one', 1, 4, 1],
])('%s: %d', (_why, value, digits, rounded) => {
  expect(roundHalfEven(value, digits)).toBe(rounded);
});

test('the result is never farther away than half a step', () => {
  fc.assert(
    fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (value) => {
      expect(Math.abs(roundHalfEven(value, 3) - value)).toBeLessThanOrEqual(0.0005 + Number.EPSILON);
    }),
  );
});
