import { readLexicon } from './lexicon.ts';
import { BOOSTER_PHRASES, BOOSTERS, IDIOMS, NEGATIONS } from './words.ts';

/** All that the rules ask about a word, found by one look-up. */
export interface WordFacts {
  /** Of the lexicon; undefined where the word has none, which is not the same as 0. */
  readonly valence: number | undefined;
  /** Added to the valence of a word that follows; 0 for a word that is no booster. */
  readonly boost: number;
  readonly negates: boolean;
  /** No phrase of the idiom and booster tables lies around a word where no keyword of one does. */
  readonly keyword: boolean;
}

const PLAIN: WordFacts = { valence: undefined, boost: 0, negates: false, keyword: false };
const CONTRACTED_NOT: WordFacts = { ...PLAIN, negates: true };

export class Vocabulary {
  readonly #facts = new Map<string, WordFacts>();

  constructor(lexicon: ReadonlyMap<string, number>) {
    const keywords = new Set([...IDIOMS.keys(), ...BOOSTER_PHRASES.keys()].map(longestWord));
    for (const word of [...lexicon.keys(), ...BOOSTERS.keys(), ...NEGATIONS, ...keywords]) {
      this.#facts.set(word, {
        valence: lexicon.get(word),
        boost: BOOSTERS.get(word) ?? 0,
        negates: NEGATIONS.has(word) || word.includes("n't"),
        keyword: keywords.has(word),
      });
    }
  }

  /** @param word in lower case */
  factsOf(word: string): WordFacts {
    return this.#facts.get(word) ?? (word.includes("n't") ? CONTRACTED_NOT : PLAIN);
  }
}

let shared: Vocabulary | undefined;

/** The vocabulary, read at the first call (about 10 ms). */
export function vocabulary(): Vocabulary {
  shared ??= new Vocabulary(readLexicon());
  return shared;
}

const longestWord = (phrase: string): string =>
  phrase.split(' ').reduce((longest, word) => (word.length > longest.length ? word : longest));
