import { genreAnalytics } from './genre-analytics.ts';
import type { GoldView } from './gold-view.ts';
import { movieSentiment } from './movie-sentiment.ts';
import { temporalAnalysis } from './temporal-analysis.ts';
import { trendingScores } from './trending-scores.ts';

/** Every view, in the order in which they are made and exported. */
export const GOLD_VIEWS: readonly GoldView[] = [
  genreAnalytics,
  trendingScores,
  temporalAnalysis,
  movieSentiment,
];
