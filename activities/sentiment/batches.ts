/** Small enough that an abort is obeyed within some 20 ms, large enough that messages cost nothing. */
const MOST_TEXTS = 512;
const MOST_CHARACTERS = 256 * 1024;

/** Consecutive runs `[from, to)` over the texts; each has one text at least, however long it is. */
export function batchesOf(texts: readonly string[]): { from: number; to: number }[] {
  const batches: { from: number; to: number }[] = [];
  let from = 0;
  let characters = 0;
  for (const [index, text] of texts.entries()) {
    const full = index - from >= MOST_TEXTS || characters + text.length > MOST_CHARACTERS;
    if (full && index > from) {
      batches.push({ from, to: index });
      from = index;
      characters = 0;
    }
    characters += text.length;
  }
  if (from < texts.length) batches.push({ from, to: texts.length });
  return batches;
}
