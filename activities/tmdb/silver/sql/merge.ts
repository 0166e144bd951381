/** The newest first; no two rows of one id tie in all three. */
const NEWEST = 'extraction_timestamp DESC, logical_date DESC, run_id DESC';

/** What only details know: kept from the newest details when a newer row comes from a list alone. */
const DETAILS_ONLY = [
  'tagline', 'status', 'runtime', 'budget', 'revenue', 'imdb_id', 'homepage', 'production_countries', 'has_details',
  'details_extraction_timestamp',
]; // prettier-ignore

/**
 * Merges `run_credits` into `credits`, by movie: an answer replaces all that an older one said, so people who were
 * taken off a movie go. To be run before the movies are merged: where a movie has no credits left, the time of its
 * details tells how old that knowledge is.
 */
export const MERGE_CREDITS = `
  CREATE OR REPLACE TABLE newer_credits AS
  WITH known AS (
    SELECT movie_id, max((extraction_timestamp, logical_date, run_id)) AS version FROM credits GROUP BY movie_id
  ), emptied AS (
    SELECT movie_id, (details_extraction_timestamp, logical_date, run_id) AS version
    FROM movies ANTI JOIN known USING (movie_id) WHERE details_extraction_timestamp IS NOT NULL
  ), incoming AS (
    SELECT movie_id, (extraction_timestamp, CAST(getvariable('logical_date') AS TIMESTAMP), run_id) AS version
    FROM clean_b_credits WHERE place = 1
  )
  SELECT i.movie_id FROM incoming i
  LEFT JOIN (FROM known UNION ALL FROM emptied) k USING (movie_id)
  WHERE k.version IS NULL OR i.version >= k.version;
  DELETE FROM credits WHERE movie_id IN (FROM newer_credits);
  INSERT INTO credits BY NAME SELECT * FROM run_credits SEMI JOIN newer_credits USING (movie_id);`;

/** Merges `run_movies` into `movies`, by id. */
export const MERGE_MOVIES = `
  CREATE OR REPLACE TABLE merging AS
  SELECT * FROM movies SEMI JOIN run_movies USING (movie_id) UNION ALL BY NAME SELECT * FROM run_movies;
  DELETE FROM movies WHERE movie_id IN (SELECT movie_id FROM run_movies);
  INSERT INTO movies BY NAME
  WITH newest AS (
    SELECT * FROM merging QUALIFY row_number() OVER (PARTITION BY movie_id ORDER BY ${NEWEST}) = 1
  ), detailed AS (
    SELECT * FROM merging WHERE has_details
    QUALIFY row_number() OVER (
      PARTITION BY movie_id ORDER BY details_extraction_timestamp DESC, logical_date DESC, run_id DESC) = 1
  )
  SELECT n.* EXCLUDE (${DETAILS_ONLY.join(', ')}),
    ${DETAILS_ONLY.map((name) => `CASE WHEN d.movie_id IS NULL THEN n.${name} ELSE d.${name} END AS ${name}`).join(',\n    ')}
  FROM newest n LEFT JOIN detailed d USING (movie_id);
  DROP TABLE merging;`;

/** Merges `run_reviews` into `reviews`, by id; a text that did not change keeps its scores. */
export const MERGE_REVIEWS = `
  CREATE OR REPLACE TABLE merging AS
  SELECT * FROM reviews SEMI JOIN run_reviews USING (review_id)
  UNION ALL BY NAME
  SELECT n.*, o.compound, o.positive, o.neutral, o.negative, o.label
  FROM run_reviews n LEFT JOIN reviews o ON o.review_id = n.review_id AND o.content IS NOT DISTINCT FROM n.content;
  DELETE FROM reviews WHERE review_id IN (SELECT review_id FROM run_reviews);
  INSERT INTO reviews BY NAME
  SELECT * FROM merging QUALIFY row_number() OVER (PARTITION BY review_id ORDER BY ${NEWEST}) = 1;
  DROP TABLE merging;`;

/** Partitions of a merged dataset whose rows are not those that are committed: both where rows were and where they are. */
export const changedPartitions = (before: string, after: string, partitionBy: readonly string[]): string => {
  const columns = partitionBy.join(', ');
  return `
    SELECT DISTINCT ${columns} FROM (
      (FROM (SELECT * FROM ${before}) EXCEPT ALL FROM (SELECT * FROM ${after}))
      UNION ALL
      (FROM (SELECT * FROM ${after}) EXCEPT ALL FROM (SELECT * FROM ${before}))
    )`;
};
