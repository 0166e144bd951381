import { timestamp, type GoldView } from './gold-view.ts';

/** Popularity points a day that lift a movie half-way from 50, which stands for no change, to 100. */
export const HALF_WAY_VELOCITY = 1;

/**
 * Movies by how fast their popularity moves, per rolling window that ends at the logical date. Formulas and reasons:
 * docs/adr/0040-trend-score.md. A movie whose release lies after the logical date never trends; one without a date may.
 *
 * - `snapshots`: at least two snapshots in the window. velocity = last popularity minus first, over the days between.
 *   acceleration = velocity of the second half minus that of the first, cut at the snapshot nearest to the middle (the
 *   earlier of two); null with only two snapshots.
 * - `release`: fewer, so that only its life so far can speak: all its popularity was gained since its release.
 *   velocity = popularity over the days since then, but at least those of the window; no acceleration.
 *
 * rank goes by velocity, then popularity, then the lowest id, and has no gaps.
 */
export const trendingScores: GoldView = {
  name: 'trending_scores',
  key: ['window', 'movie_id'],
  reads: ['movies', 'snapshots'],
  sql: ({ logicalDate, windows }) => `
WITH windows(days) AS (VALUES ${windows.map((days) => `(${days})`).join(', ')}),
released AS (
  SELECT movie_id, title, genres, popularity, release_date
  FROM movies
  WHERE release_date IS NULL OR release_date <= CAST(${timestamp(logicalDate)} AS DATE)
),
known AS (
  SELECT movie_id, popularity, logical_date, epoch_ms(logical_date) AS moment
  FROM snapshots
  WHERE exact(popularity) IS NOT NULL AND logical_date <= ${timestamp(logicalDate)}
),
seen AS (
  SELECT days, movie_id, popularity, moment
  FROM known JOIN windows ON logical_date >= ${timestamp(logicalDate)} - to_days(days)
),
ends AS (
  SELECT
    days,
    movie_id,
    min(moment) AS first_moment,
    max(moment) AS last_moment,
    arg_min(popularity, moment) AS first_popularity,
    arg_max(popularity, moment) AS last_popularity
  FROM seen
  GROUP BY days, movie_id
  HAVING max(moment) > min(moment)
),
between_ends AS (
  SELECT
    days,
    movie_id,
    popularity,
    moment,
    2 * abs(2 * moment - first_moment - last_moment) + if(2 * moment > first_moment + last_moment, 1, 0) AS off_middle
  FROM seen JOIN ends USING (days, movie_id)
  WHERE moment > first_moment AND moment < last_moment
),
middles AS (
  SELECT days, movie_id, arg_min(moment, off_middle) AS middle_moment, arg_min(popularity, off_middle) AS middle_popularity
  FROM between_ends
  GROUP BY days, movie_id
),
from_snapshots AS (
  SELECT
    days,
    movie_id,
    last_popularity AS popularity,
    per_day(last_popularity - first_popularity, last_moment - first_moment) AS velocity,
    per_day(last_popularity - middle_popularity, last_moment - middle_moment)
      - per_day(middle_popularity - first_popularity, middle_moment - first_moment) AS acceleration
  FROM ends LEFT JOIN middles USING (days, movie_id)
),
latest AS (
  SELECT movie_id, arg_max(popularity, moment) AS popularity FROM known GROUP BY movie_id
),
from_release AS (
  SELECT
    days,
    movie_id,
    coalesce(latest.popularity, released.popularity) AS popularity,
    greatest(days, date_diff('day', release_date, CAST(${timestamp(logicalDate)} AS DATE))) AS gained_in_days
  FROM released
  CROSS JOIN windows
  LEFT JOIN latest USING (movie_id)
  WHERE release_date IS NOT NULL
    AND exact(coalesce(latest.popularity, released.popularity)) IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM ends WHERE ends.days = windows.days AND ends.movie_id = released.movie_id)
),
moving AS (
  SELECT *, 'snapshots' AS basis FROM from_snapshots
  UNION ALL BY NAME
  SELECT * EXCLUDE (gained_in_days), popularity / gained_in_days AS velocity, 'release' AS basis FROM from_release
)
SELECT
  movie_id,
  title,
  genres,
  days || 'd' AS "window",
  row_number() OVER (PARTITION BY days ORDER BY velocity DESC, moving.popularity DESC, movie_id) AS rank,
  50 + 50 * velocity / (abs(velocity) + ${HALF_WAY_VELOCITY}) AS trend_score,
  velocity + 0.0 AS velocity,
  acceleration + 0.0 AS acceleration,
  moving.popularity AS popularity,
  basis
FROM moving
JOIN released USING (movie_id)
ORDER BY days, rank`,
};

/** Change over milliseconds, as change a day. */
export const TREND_MACROS = `
CREATE OR REPLACE TEMP MACRO per_day(change, milliseconds) AS change / (milliseconds / 86400000.0);
`;
