import { isPunctuation, isSpace, isUpper } from './characters.ts';
import type { Vocabulary, WordFacts } from './vocabulary.ts';

/** The words of a text; what belongs to one word has the same index in all three. */
export interface Tokens {
  readonly words: readonly string[]; // in lower case
  readonly facts: readonly WordFacts[];
  readonly capitals: readonly boolean[];
  /** Some words are in capitals and some are not, so that capitals mean something. */
  readonly capitalsStandOut: boolean;
}

/** Splits at white space and takes the punctuation off both ends of each word; emoticons keep theirs. */
export function tokenize(text: string, vocabulary: Vocabulary): Tokens {
  const words: string[] = [];
  const facts: WordFacts[] = [];
  const capitals: boolean[] = [];
  let inCapitals = 0;
  for (let at = 0; at < text.length;) {
    if (isSpace(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    const start = at;
    while (at < text.length && !isSpace(text.charCodeAt(at))) at += 1;
    const token = stripPunctuation(text, start, at);
    const word = token.toLowerCase();
    const upper = isUpper(token);
    if (upper) inCapitals += 1;
    words.push(word);
    facts.push(vocabulary.factsOf(word));
    capitals.push(upper);
  }
  return { words, facts, capitals, capitalsStandOut: inCapitals > 0 && inCapitals < words.length };
}

/** The part of `text` from `start` to `end` without punctuation at its ends, unless next to nothing is left. */
function stripPunctuation(text: string, start: number, end: number): string {
  let from = start;
  let to = end;
  while (from < to && isPunctuation(text.charCodeAt(from))) from += 1;
  while (to > from && isPunctuation(text.charCodeAt(to - 1))) to -= 1;
  const stripped = text.slice(from, to);
  const emoticon = to - from <= 2 || (to - from <= 4 && codePoints(stripped) <= 2);
  return emoticon ? text.slice(start, end) : stripped;
}

/** The length as Python counts it: a surrogate pair is one. */
function codePoints(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; count += 1) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return count;
}
