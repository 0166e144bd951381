import type { GoldView } from './gold-view.ts';

/** Mean scores at or beyond this are positive or negative, as VADER's authors propose. */
export const LABEL_THRESHOLD = 0.05;

/**
 * What reviewers say of each movie that has a review. overall_score is the mean compound score, -1 to 1.
 *
 * velocity, in points of that score a day, compares the later half of a movie's reviews with the earlier half: the
 * difference of their mean scores over the time between their mean dates (Wald's slope; with an odd number the middle
 * review is in neither half). Null with fewer than two reviews, or when the halves have the same date. Reviews of
 * movies that silver does not know have no title to stand under and are left out.
 */
export const movieSentiment: GoldView = {
  name: 'movie_sentiment',
  key: ['movie_id'],
  reads: ['movies', 'reviews'],
  sql: () => `
WITH dated AS (
  SELECT
    movie_id,
    exact(compound) AS score,
    epoch_ms(created_at) AS moment,
    row_number() OVER (PARTITION BY movie_id ORDER BY created_at, review_id) AS place,
    count(*) OVER (PARTITION BY movie_id) AS dated_reviews
  FROM reviews
  WHERE created_at IS NOT NULL AND exact(compound) IS NOT NULL
),
halves AS (
  SELECT
    movie_id,
    exact_avg(if(place <= dated_reviews // 2, score, NULL)) AS earlier_score,
    exact_avg(if(place > dated_reviews - dated_reviews // 2, score, NULL)) AS later_score,
    exact_avg(if(place <= dated_reviews // 2, moment, NULL)) AS earlier_moment,
    exact_avg(if(place > dated_reviews - dated_reviews // 2, moment, NULL)) AS later_moment
  FROM dated
  GROUP BY movie_id
),
scores AS (
  SELECT
    movie_id,
    exact_avg(compound) AS overall_score,
    count(*) FILTER (label = 'positive') AS positive_count,
    count(*) FILTER (label = 'negative') AS negative_count,
    count(*) FILTER (label = 'neutral') AS neutral_count,
    count(*) AS total_reviews
  FROM reviews
  GROUP BY movie_id
)
SELECT
  movie_id,
  title,
  overall_score,
  CASE
    WHEN overall_score >= ${LABEL_THRESHOLD} THEN 'positive'
    WHEN overall_score <= -${LABEL_THRESHOLD} THEN 'negative'
    WHEN overall_score IS NOT NULL THEN 'neutral'
  END AS label,
  positive_count,
  negative_count,
  neutral_count,
  total_reviews,
  (later_score - earlier_score) / nullif((later_moment - earlier_moment) / 86400000.0, 0) + 0.0 AS velocity
FROM scores
JOIN movies USING (movie_id)
LEFT JOIN halves USING (movie_id)
ORDER BY movie_id`,
};
