/** From here on a text counts as positive, and from its negative on as negative: VADER's own thresholds. */
const THRESHOLD = 0.05;

export type SentimentLabel = 'positive' | 'neutral' | 'negative';

/** @param compound -1 … 1, of `scoreText` */
export function sentimentLabel(compound: number): SentimentLabel {
  if (compound >= THRESHOLD) return 'positive';
  return compound <= -THRESHOLD ? 'negative' : 'neutral';
}
