import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What the npm package's lexicon lacks of Python's 3.3.2, or has with another value. Found by comparing the two
 * files entry by entry; the other 7,502 are equal. See docs/adr/0050-sentiment-rules-of-our-own.md.
 */
const AMENDMENTS: Readonly<Record<string, number>> = { badass: 1.4, flawed: -2.1, heart: 3.2, hearts: 3.3 };

/** `word → mean valence` (-4 … 4). Of a word that stands in the file twice the last line counts, as in Python. */
export function readLexicon(): Map<string, number> {
  const folder = dirname(createRequire(import.meta.url).resolve('vader-sentiment/package.json'));
  const lexicon = readTable(join(folder, 'vader_lexicon.txt'), Number);
  for (const [word, valence] of Object.entries(AMENDMENTS)) lexicon.set(word, valence);
  return lexicon;
}

/** `emoji → the words it is read as`; only emoji of one code point, since the reference looks at one at a time. */
export function readEmojiNames(): Map<string, string> {
  return readTable(join(dirname(fileURLToPath(import.meta.url)), 'emoji-names.txt'), (name) => name);
}

/** The first two tab-separated columns of a text file. */
function readTable<T>(file: string, parse: (text: string) => T): Map<string, T> {
  const table = new Map<string, T>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [key, value] = line.trim().split('\t');
    if (key !== undefined && value !== undefined) table.set(key, parse(value));
  }
  return table;
}
