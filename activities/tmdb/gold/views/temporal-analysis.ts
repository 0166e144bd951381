import type { GoldView } from './gold-view.ts';

/**
 * Movies per year of release; those without a date stand in a row without year.
 *
 * yoy_change is the change of total_movies in percent against the calendar year before, and null when that year has
 * no movie: the last year that happens to have some is no year before.
 */
export const temporalAnalysis: GoldView = {
  name: 'temporal_analysis',
  key: ['release_year'],
  reads: ['movies'],
  sql: () => `
WITH years AS (
  SELECT
    release_year,
    count(*) AS total_movies,
    exact_avg(vote_average) AS avg_rating,
    exact_avg(popularity) AS avg_popularity,
    exact_sum(vote_count) AS total_votes,
    exact_sum(revenue) AS total_revenue
  FROM movies
  GROUP BY release_year
)
SELECT
  years.*,
  100.0 * (years.total_movies - before.total_movies)::DOUBLE / before.total_movies AS yoy_change
FROM years
LEFT JOIN years AS before ON before.release_year = years.release_year - 1
ORDER BY years.release_year NULLS LAST`,
};
