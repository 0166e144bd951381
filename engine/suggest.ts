/** Letters to change, add or drop to get from one word to the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

const plain = (text: string): string => text.toLowerCase().replaceAll('_', '');

/** `Did you mean 'x'? ` when an allowed word is close to the given one, else nothing. Upper and lower case are the same. */
export function didYouMean(given: string, allowed: readonly string[]): string {
  const scored = allowed.map((name) => ({ name, far: distance(plain(given), plain(name)) }));
  const best = scored.sort((a, b) => a.far - b.far)[0];
  const close = Math.max(1, Math.floor(given.length / 3));
  return best !== undefined && best.far <= close ? `Did you mean '${best.name}'? ` : '';
}

/** Names in a sentence, quoted and sorted; at most thirty, and how many more. */
export function listNames(names: readonly string[]): string {
  if (names.length === 0) return '(none)';
  const sorted = [...names].sort();
  const shown = sorted.slice(0, 30).map((name) => `'${name}'`);
  return sorted.length > 30 ? `${shown.join(', ')} and ${sorted.length - 30} more` : shown.join(', ');
}
