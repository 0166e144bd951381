import type { Tokens } from './tokens.ts';
import { BOOSTER_PHRASES, CAPITALS, IDIOMS, NEGATION } from './words.ts';

/** A modifier weighs less the farther it stands before the word it modifies: 1, 2 or 3 words. */
const DAMPING = [1, 0.95, 0.9] as const;
/** "never so" and "never this" strengthen what follows instead of negating it. */
const NEVER_SO = 1.25;

/** One valence for each word; 0 for a word without sentiment and for one that only modifies others. */
export function valences(tokens: Tokens): number[] {
  const result: number[] = [];
  for (let i = 0; i < tokens.words.length; i += 1) {
    const facts = tokens.facts[i];
    const modifies = facts?.boost !== 0 || (tokens.words[i] === 'kind' && tokens.words[i + 1] === 'of');
    result.push(modifies || facts.valence === undefined ? 0 : valenceAt(tokens, i, facts.valence));
  }
  return result;
}

/** The valence of the lexicon word at `i`, changed by what stands around it. */
function valenceAt(tokens: Tokens, i: number, ofLexicon: number): number {
  const { facts, capitals, capitalsStandOut } = tokens;
  let valence = afterNo(tokens, i, ofLexicon);
  if (capitalsStandOut && capitals[i]) valence += valence > 0 ? CAPITALS : -CAPITALS;
  for (let distance = 1; distance <= 3 && distance <= i; distance += 1) {
    const before = facts[i - distance];
    if (before === undefined || before.valence !== undefined) continue;
    valence += boostOf(tokens, i - distance, valence) * (DAMPING[distance - 1] ?? 1);
    valence *= negationFactor(tokens, i, distance);
    if (distance === 3) valence = withPhrases(tokens, i, valence);
  }
  return negatedByLeast(tokens, i) ? valence * NEGATION : valence;
}

/** "no" is a word of the lexicon; before another one it only negates. */
function afterNo({ words, facts }: Tokens, i: number, ofLexicon: number): number {
  const joined = words[i - 1] === 'or' || words[i - 1] === 'nor';
  if (words[i - 1] === 'no' || words[i - 2] === 'no' || (words[i - 3] === 'no' && joined)) {
    return ofLexicon * NEGATION;
  }
  return words[i] === 'no' && facts[i + 1]?.valence !== undefined ? 0 : ofLexicon;
}

/** What the booster at `at` adds to a word of this valence; 0 where no booster stands. */
function boostOf({ facts, capitals, capitalsStandOut }: Tokens, at: number, valence: number): number {
  let boost = facts[at]?.boost ?? 0;
  if (boost === 0) return 0;
  if (valence < 0) boost = -boost;
  if (capitalsStandOut && capitals[at]) boost += valence > 0 ? CAPITALS : -CAPITALS;
  return boost;
}

const isSoOrThis = (word: string | undefined): boolean => word === 'so' || word === 'this';

/** What the word `distance` places before `i` multiplies the valence with. */
function negationFactor({ words, facts }: Tokens, i: number, distance: number): number {
  const one = words[i - 1];
  const two = words[i - 2];
  const three = words[i - 3];
  if (distance === 2) {
    if (two === 'never' && isSoOrThis(one)) return NEVER_SO;
    if (two === 'without' && one === 'doubt') return 1;
  }
  if (distance === 3) {
    // Whatever stands before "so" or "this" directly at the word: the reference's `and` binds closer than its `or`.
    if ((three === 'never' && isSoOrThis(two)) || isSoOrThis(one)) return NEVER_SO;
    if (three === 'without' && (two === 'doubt' || one === 'doubt')) return 1;
  }
  return facts[i - distance]?.negates === true ? NEGATION : 1;
}

/** Idioms around the word replace its valence; boosters of two words before it are added. */
function withPhrases({ words, facts }: Tokens, i: number, valence: number): number {
  let near = false;
  for (let at = i - 3; at <= i + 2; at += 1) near ||= facts[at]?.keyword === true;
  if (!near) return valence;
  const phrase = (from: number, to: number): string => words.slice(i + from, i + to + 1).join(' ');
  const [twoOne, threeTwoOne, threeTwo] = [phrase(-2, -1), phrase(-3, -1), phrase(-3, -2)];
  let result = valence;
  for (const before of [phrase(-1, 0), phrase(-2, 0), twoOne, threeTwoOne, threeTwo]) {
    const idiom = IDIOMS.get(before);
    if (idiom === undefined) continue;
    result = idiom;
    break;
  }
  for (const after of [phrase(0, 1), phrase(0, 2)]) result = IDIOMS.get(after) ?? result;
  for (const before of [threeTwo, twoOne]) result += BOOSTER_PHRASES.get(before) ?? 0;
  return result;
}

/** "least" before the word negates it, except in "at least" and "very least". */
function negatedByLeast({ words }: Tokens, i: number): boolean {
  return words[i - 1] === 'least' && words[i - 2] !== 'at' && words[i - 2] !== 'very';
}
