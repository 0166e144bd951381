import * as fc from 'fast-check';
import { weighAroundBut } from '../../activities/sentiment/but-clause.ts';

const words = (length: number, but: number): string[] =>
  Array.from({ length }, (_, index) => (index === but ? 'but' : 'word'));

/** The reference's own walk: a search from the start for every value. */
function weighBySearching(valences: number[], but: number): number[] {
  const result = [...valences];
  for (let at = 0; at < result.length; at += 1) {
    const value = result[at] ?? 0;
    const first = result.indexOf(value);
    if (first < but) result[first] = value * 0.5;
    else if (first > but) result[first] = value * 1.5;
  }
  return result;
}

test('without a "but" nothing changes', () => {
  const valences = [1, 0, 2];
  weighAroundBut(valences, ['good', 'and', 'better']);
  expect(valences).toEqual([1, 0, 2]);
});

test('what stands before counts half, what stands after one and a half times', () => {
  const valences = [2, 0, 3];
  weighAroundBut(valences, ['good', 'but', 'better']);
  expect(valences).toEqual([1, 0, 4.5]);
});

test('of equal values the first is weighed first, as the reference does', () => {
  const valences = [2, 1, 0, 2];
  weighAroundBut(valences, ['good', 'nice', 'but', 'good']);
  expect(valences).toEqual([0.5, 1, 0, 3]);
});

test('equal to a search through the whole text for any valences', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(0, 1, 2, 0.5, 1.5, 3, -1, -0.5, -2), { minLength: 1, maxLength: 60 }),
      fc.nat(59),
      (valences, position) => {
        const but = position % valences.length;
        valences[but] = 0;
        const expected = weighBySearching(valences, but);
        weighAroundBut(valences, words(valences.length, but));
        expect(valences.map((value) => value + 0)).toEqual(expected.map((value) => value + 0));
      },
    ),
    { numRuns: 1_000 },
  );
});
