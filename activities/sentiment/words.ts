/** Words that change the valence of their neighbours: the constants of VADER 3.3.2 (Hutto & Gilbert 2014, MIT). */

/** How far a booster raises the intensity of the word after it. */
const BOOST = 0.293;
/** By how much a word in capitals among others that are not is stronger. */
export const CAPITALS = 0.733;
/** What a negated valence is multiplied with. */
export const NEGATION = -0.74;

const words = (text: string): string[] => text.trim().split(/\s+/);

const RAISING = words(`
  absolutely amazingly awfully completely considerable considerably decidedly deeply effing enormous enormously
  entirely especially exceptional exceptionally extreme extremely fabulously flipping flippin frackin fracking
  fricking frickin frigging friggin fully fuckin fucking fuggin fugging greatly hella highly hugely incredible
  incredibly intensely major majorly more most particularly purely quite really remarkably so substantially
  thoroughly total totally tremendous tremendously uber unbelievably unusually utter utterly very`);

const LOWERING = words(`
  almost barely hardly kinda kindof kind-of less little marginal marginally occasional occasionally partly scarce
  scarcely slight slightly somewhat sorta sortof sort-of`);

export const BOOSTERS: ReadonlyMap<string, number> = new Map([
  ...RAISING.map((word) => [word, BOOST] as const),
  ...LOWERING.map((word) => [word, -BOOST] as const),
]);

/** Boosters of two words; they count before the word they belong to. */
export const BOOSTER_PHRASES: ReadonlyMap<string, number> = new Map([
  ['just enough', -BOOST],
  ['kind of', -BOOST],
  ['sort of', -BOOST],
]);

/** Besides these, every word with "n't" in it negates. */
export const NEGATIONS: ReadonlySet<string> = new Set(
  words(`
  aint arent cannot cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neednt oughtnt
  shant shouldnt wasnt werent wont wouldnt neither never none nope nor not nothing nowhere uhuh uh-uh without
  rarely seldom despite`),
);

/** Phrases with a valence of their own. The reference's "badass" is left out: it looks up no single word here. */
export const IDIOMS: ReadonlyMap<string, number> = new Map([
  ['the shit', 3],
  ['the bomb', 3],
  ['bad ass', 1.5],
  ['bus stop', 0],
  ['yeah right', -2],
  ['kiss of death', -1.5],
  ['to die for', 3],
  ['beating heart', 3.5],
]);
