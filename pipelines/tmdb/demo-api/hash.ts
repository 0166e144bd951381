/** Taken out of `Math` once: this runs millions of times when lists are ordered. */
const { imul } = Math;

/**
 * A number in [0, 1) that depends on the parts alone (FNV-1a with a final mix): the demo's only source of chance,
 * so that what it serves is the same in every process and on every machine.
 */
export function fraction(...parts: readonly (string | number)[]): number {
  const text = parts.join('|');
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
