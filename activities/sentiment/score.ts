import { weighAroundBut } from './but-clause.ts';
import { nameEmoji } from './emoji.ts';
import { roundHalfEven } from './rounding.ts';
import { tokenize } from './tokens.ts';
import { valences } from './valence.ts';
import { vocabulary } from './vocabulary.ts';

export interface SentimentScore {
  /** -1 (most negative) to 1, four digits. */
  readonly compound: number;
  /** Shares of the text, three digits; they add up to 1, or are all 0 for a text without words. */
  readonly positive: number;
  readonly neutral: number;
  readonly negative: number;
}

/** Brings the sum of valences to -1 … 1; approximates its greatest expected value. */
const NORMALIZING = 15;

/**
 * The sentiment of an English text, equal to `polarity_scores` of Python's vaderSentiment 3.3.2.
 * Pure and synchronous, about 25 MB of text a second; for many texts use `scoreTexts`, which leaves the event loop free.
 */
export function scoreText(text: string): SentimentScore {
  const named = nameEmoji(text);
  const tokens = tokenize(named, vocabulary());
  if (tokens.words.length === 0) return { compound: 0, positive: 0, neutral: 0, negative: 0 };
  const sentiments = valences(tokens);
  weighAroundBut(sentiments, tokens.words);

  let sum = 0;
  let positive = 0;
  let negative = 0;
  let neutral = 0;
  for (const valence of sentiments) {
    sum += valence;
    // A neutral word counts 1, so one with sentiment counts 1 more than its valence.
    if (valence > 0) positive += valence + 1;
    else if (valence < 0) negative -= valence - 1;
    else neutral += 1;
  }
  const emphasis = punctuationEmphasis(named);
  if (sum !== 0) sum += sum > 0 ? emphasis : -emphasis;
  if (positive > negative) positive += emphasis;
  else if (positive < negative) negative += emphasis;
  const total = positive + negative + neutral;
  return {
    compound: roundHalfEven(sum / Math.sqrt(sum * sum + NORMALIZING), 4),
    positive: roundHalfEven(positive / total, 3),
    neutral: roundHalfEven(neutral / total, 3),
    negative: roundHalfEven(negative / total, 3),
  };
}

/** Up to four exclamation marks count; question marks from the second on. */
function punctuationEmphasis(text: string): number {
  let exclamations = 0;
  let questions = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 33) exclamations += 1;
    else if (code === 63) questions += 1;
  }
  const asked = questions <= 1 ? 0 : questions <= 3 ? questions * 0.18 : 0.96;
  return Math.min(exclamations, 4) * 0.292 + asked;
}
