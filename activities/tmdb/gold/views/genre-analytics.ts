import type { GoldView } from './gold-view.ts';

/** So many movies stand in `top_movies`. */
export const TOP_MOVIES = 5;

/**
 * Movies per genre and month of release. A movie counts once under each of its genres, or under `Unknown` when it has
 * none; one without a date stands in a row without year and month.
 *
 * avg_rating, min_rating and max_rating are over movies; avg_sentiment is over reviews. Money and running time are
 * over the movies that tell them (silver has null for the source's 0), and are null when none does.
 * top_movies: the best by vote_average, then by vote_count, then the lowest id; movies without a vote come last.
 */
export const genreAnalytics: GoldView = {
  name: 'genre_analytics',
  key: ['genre', 'release_year', 'release_month'],
  reads: ['movies', 'reviews'],
  sql: () => `
WITH review_sums AS (
  SELECT movie_id, count(*) AS reviews, count(compound) AS scored, sum(exact(compound)) AS compound_sum
  FROM reviews
  GROUP BY movie_id
),
named AS (
  SELECT *, list_distinct(list_filter(coalesce(genres, []), genre -> genre <> '')) AS names FROM movies
),
filed AS (
  SELECT * EXCLUDE (names, genres), unnest(if(len(names) = 0, ['Unknown'], names)) AS genre FROM named
)
SELECT
  genre,
  release_year,
  release_month,
  count(*) AS total_movies,
  exact_avg(vote_average) AS avg_rating,
  min(vote_average) AS min_rating,
  max(vote_average) AS max_rating,
  exact_sum(vote_count) AS total_votes,
  exact_avg(popularity) AS avg_popularity,
  CAST(sum(compound_sum) AS DOUBLE) / nullif(sum(scored), 0) AS avg_sentiment,
  CAST(coalesce(sum(reviews), 0) AS BIGINT) AS review_count,
  exact_sum(revenue) AS total_revenue,
  exact_avg(budget) AS avg_budget,
  exact_avg(runtime) AS avg_runtime,
  list(
    {
      movie_id: movie_id,
      title: title,
      vote_average: vote_average,
      vote_count: vote_count,
      popularity: popularity
    }
    ORDER BY if(vote_count > 0, vote_average, NULL) DESC NULLS LAST, vote_count DESC NULLS LAST, movie_id
  )[1:${TOP_MOVIES}] AS top_movies
FROM filed
LEFT JOIN review_sums USING (movie_id)
GROUP BY genre, release_year, release_month
ORDER BY genre, release_year NULLS LAST, release_month NULLS LAST`,
};
