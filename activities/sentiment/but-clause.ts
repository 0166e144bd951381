import { MinHeap } from './min-heap.ts';

const BEFORE = 0.5;
const AFTER = 1.5;

/**
 * What stands before the first "but" counts half, what stands after it one and a half times. Changes the array.
 *
 * The reference walks through the valences and weighs, for each, the *first* place with an equal value, so that a
 * repeated value can be weighed twice and its twin never. That is visible in its scores and is kept; the heaps find
 * that first place without a search through the whole text, which would be quadratic.
 */
export function weighAroundBut(valences: number[], words: readonly string[]): void {
  const but = words.indexOf('but');
  if (but === -1) return;
  const places = new Map<number, MinHeap>();
  const remember = (value: number, place: number): void => {
    const known = places.get(value);
    if (known === undefined) places.set(value, new MinHeap(place));
    else known.push(place);
  };
  for (const [place, value] of valences.entries()) if (value !== 0) remember(value, place);
  for (let at = 0; at < valences.length; at += 1) {
    const value = valences[at] ?? 0;
    const heap = places.get(value);
    if (value === 0 || heap === undefined) continue; // 0 stays 0 whatever it is multiplied with
    const first = heap.least();
    if (first === but) continue;
    heap.pop();
    const weighed = value * (first < but ? BEFORE : AFTER);
    valences[first] = weighed;
    remember(weighed, first);
  }
}
