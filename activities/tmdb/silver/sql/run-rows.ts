import { sqlText } from '../../../lake/sql-text.ts';

/** Column names and types of each dataset of bronze that silver reads. */
export const BRONZE_COLUMNS = {
  genres: 'genre_id INTEGER, name VARCHAR',
  movies:
    'movie_id BIGINT, category VARCHAR, page INTEGER, position INTEGER, raw VARCHAR, run_id VARCHAR, extraction_timestamp TIMESTAMP',
  movie_details: 'movie_id BIGINT, raw VARCHAR, run_id VARCHAR, extraction_timestamp TIMESTAMP',
  credits: 'movie_id BIGINT, raw VARCHAR, run_id VARCHAR, extraction_timestamp TIMESTAMP',
  reviews: 'movie_id BIGINT, raw VARCHAR, run_id VARCHAR, extraction_timestamp TIMESTAMP',
} as const;

export type BronzeSource = keyof typeof BRONZE_COLUMNS;
export const BRONZE_SOURCES = Object.keys(BRONZE_COLUMNS) as BronzeSource[];

/**
 * Makes `b_<source>`, a view of one logical date's bronze, so that bodies are read where they lie; without files it is
 * empty. `filename` and `file_row_number` tell its rows apart.
 */
export const viewBronzeSource = (source: BronzeSource, scan: string | undefined): string => {
  const columns = `${BRONZE_COLUMNS[source]}, filename VARCHAR, file_row_number BIGINT`.split(', ');
  const names = columns.map((column) => column.split(' ')[0]);
  const nothing = columns.map((column) => `CAST(NULL AS ${column.split(' ')[1]}) AS ${column.split(' ')[0]}`);
  return `CREATE OR REPLACE VIEW b_${source} AS
    ${scan === undefined ? `SELECT ${nothing.join(', ')} WHERE false` : `SELECT ${names.join(', ')} FROM ${scan}`};`;
};

/** A genre's name by its id, as this run's bronze has them. */
export const GENRE_NAMES = `
  SET VARIABLE genre_names = (
    SELECT map(coalesce(list(genre_id), []::INTEGER[]), coalesce(list(name), []::VARCHAR[]))
    FROM (SELECT genre_id, any_value(name) AS name FROM b_genres
          WHERE genre_id IS NOT NULL AND name IS NOT NULL GROUP BY genre_id)
  );
  CREATE OR REPLACE MACRO genre_name(id) AS getvariable('genre_names')[TRY_CAST(id AS INTEGER)];`;

/** The time a run stands for, as a literal of DuckDB; its own times are UTC without saying so. */
export const timestamp = (iso: string): string =>
  `TIMESTAMP ${sqlText(new Date(iso).toISOString().replace('T', ' ').replace('Z', ''))}`;

/** Makes `run_movies`: one row for each movie the run saw, of its details where they are usable, else of its lists. */
export const runMovies = (logicalDate: string): string => `
  CREATE OR REPLACE TABLE run_movies AS
  WITH listed AS (
    SELECT movie_id, list_sort(list(DISTINCT category)) AS categories, max(extraction_timestamp) AS seen_at
    FROM clean_b_movies WHERE fault IS NULL GROUP BY movie_id
  ), chosen AS (
    SELECT *, true AS has_details, extraction_timestamp AS details_extraction_timestamp
    FROM clean_b_movie_details WHERE place = 1
    UNION ALL BY NAME
    SELECT * EXCLUDE (category, page, position), false AS has_details, CAST(NULL AS TIMESTAMP) AS details_extraction_timestamp
    FROM clean_b_movies ANTI JOIN (SELECT movie_id FROM clean_b_movie_details WHERE place = 1) USING (movie_id)
    WHERE place = 1
  )
  SELECT movie_id, title, original_title, original_language, overview, tagline, status, release_date,
    year(release_date) AS release_year, month(release_date) AS release_month,
    coalesce(genres[1], 'Unknown') AS primary_genre, coalesce(genres, []) AS genres, coalesce(genre_ids, []) AS genre_ids,
    CAST(CASE WHEN runtime BETWEEN 1 AND 2147483647 THEN runtime END AS INTEGER) AS runtime,
    nullif(budget, 0) AS budget, nullif(revenue, 0) AS revenue, popularity, vote_average, vote_count, adult,
    imdb_id, homepage, poster_path, backdrop_path, production_countries, coalesce(categories, []) AS categories,
    has_details, details_extraction_timestamp,
    CASE WHEN len(quality_reasons) = 0 THEN 'OK' ELSE 'WARN' END AS quality_flag, quality_reasons,
    run_id, ${timestamp(logicalDate)} AS logical_date,
    greatest(extraction_timestamp, coalesce(seen_at, extraction_timestamp)) AS extraction_timestamp
  FROM chosen LEFT JOIN listed USING (movie_id);`;

const ENTRY = JSON.stringify(
  Object.fromEntries(
    [
      'id',
      'name',
      'job',
      'department',
      'character',
      'order',
      'gender',
      'popularity',
      'profile_path',
      'credit_id',
    ].map((field) => [field, 'JSON']),
  ),
);

/**
 * Makes `clean_b_credits` (one row for each answer), `clean_entries` (one for each entry of cast or crew) and
 * `run_credits` (one for each person and role in a movie).
 */
export const runCredits = (logicalDate: string): string => `
  CREATE OR REPLACE TABLE clean_b_credits AS
  SELECT * EXCLUDE (digest), CASE WHEN fault IS NULL THEN
    row_number() OVER (PARTITION BY fault IS NULL, movie_id ORDER BY extraction_timestamp DESC, digest) END AS place
  FROM (
    SELECT * REPLACE (CASE WHEN fault IS NOT NULL THEN raw END AS raw), md5(raw) AS digest
    FROM (
      SELECT *, coalesce(object_fault(raw), CASE WHEN coalesce(movie_id, 0) <= 0 THEN 'missing_movie_id' END,
        CASE WHEN is_given(raw->'$.cast') AND NOT is_list(raw->'$.cast') THEN 'invalid_cast'
             WHEN is_given(raw->'$.crew') AND NOT is_list(raw->'$.crew') THEN 'invalid_crew' END) AS fault
      FROM b_credits
    )
  );
  CREATE OR REPLACE TABLE clean_entries AS
  WITH chosen AS NOT MATERIALIZED (
    SELECT b.* FROM b_credits b
    SEMI JOIN (SELECT filename, file_row_number FROM clean_b_credits WHERE place = 1) USING (filename, file_row_number)
  ), lists AS (
    SELECT movie_id, run_id, extraction_timestamp, 'cast' AS role, list_of(raw->'$.cast') AS entries FROM chosen
    UNION ALL
    SELECT movie_id, run_id, extraction_timestamp, 'crew', list_of(raw->'$.crew') FROM chosen
  ), entries AS (
    SELECT * EXCLUDE (entries), unnest(entries) AS raw, unnest(range(len(entries))) AS spot FROM lists
  ), parsed AS (
    SELECT *, json_transform(object_of(raw), '${ENTRY}') AS j FROM entries
  ), typed AS (
    SELECT * EXCLUDE (j), coalesce(object_fault(raw), id_fault(j.id, 'person_id')) AS fault,
      id_of(j.id) AS person_id, text_of(j.name) AS name, CASE WHEN role = 'crew' THEN text_of(j.job) END AS job,
      CASE WHEN role = 'crew' THEN text_of(j.department) ELSE 'Acting' END AS department,
      CASE WHEN role = 'cast' THEN text_of(j.character) END AS character,
      CASE WHEN role = 'cast' THEN TRY_CAST(natural_of(j."order") AS INTEGER) END AS cast_order,
      TRY_CAST(natural_of(j.gender) AS INTEGER) AS gender, between_of(j.popularity, 0, 1e300) AS popularity,
      text_of(j.profile_path) AS profile_path, text_of(j.credit_id) AS credit_id
    FROM parsed
  )
  SELECT *, CASE WHEN fault IS NULL THEN row_number() OVER (
    PARTITION BY fault IS NULL, movie_id, person_id, role, job ORDER BY cast_order NULLS LAST, spot) END AS place
  FROM (SELECT * REPLACE (CASE WHEN fault IS NOT NULL THEN raw END AS raw) FROM typed);
  CREATE OR REPLACE TABLE run_credits AS
  SELECT movie_id, person_id, name, role, job, department, character, cast_order, gender, popularity, profile_path,
    credit_id, run_id, ${timestamp(logicalDate)} AS logical_date, extraction_timestamp
  FROM clean_entries WHERE place = 1;`;

const REVIEW = JSON.stringify(
  Object.fromEntries(
    ['id', 'author', 'author_details', 'content', 'url', 'created_at', 'updated_at'].map((field) => [
      field,
      'JSON',
    ]),
  ),
);

/** Makes `clean_b_reviews` (all rows) and `run_reviews` (one for each review, not yet scored). */
export const runReviews = (logicalDate: string): string => `
  CREATE OR REPLACE TABLE clean_b_reviews AS
  WITH parsed AS (
    SELECT *, json_transform(object_of(raw), '${REVIEW}') AS j FROM b_reviews
  ), typed AS (
    SELECT * EXCLUDE (j), j.author_details->'$.rating' AS given_rating, j.created_at AS given_created_at,
      text_of(j.id) AS review_id, text_of(j.author) AS author, between_of(j.author_details->'$.rating', 0, 10) AS rating,
      text_of(j.content) AS content, text_of(j.url) AS url, time_of(j.created_at) AS created_at,
      time_of(j.updated_at) AS updated_at,
      coalesce(object_fault(raw), CASE WHEN coalesce(movie_id, 0) <= 0 THEN 'missing_movie_id' END,
        CASE WHEN NOT coalesce(is_given(j.id), false) THEN 'missing_id' WHEN text_of(j.id) IS NULL THEN 'invalid_id' END) AS fault
    FROM parsed
  )
  SELECT *, without_nulls([
      CASE WHEN content IS NULL THEN 'missing_content' END,
      value_fault(given_rating, rating, 'rating'),
      CASE WHEN created_at IS NULL THEN CASE WHEN is_given(given_created_at) THEN 'invalid_created_at'
        ELSE 'missing_created_at' END END
    ]) AS quality_reasons,
    CASE WHEN fault IS NULL THEN row_number() OVER (
      PARTITION BY fault IS NULL, review_id
      ORDER BY extraction_timestamp DESC, updated_at DESC NULLS LAST, movie_id, digest
    ) END AS place
  FROM (SELECT * REPLACE (CASE WHEN fault IS NOT NULL THEN raw END AS raw), md5(raw) AS digest FROM typed);
  CREATE OR REPLACE TABLE run_reviews AS
  SELECT review_id, movie_id, author, rating, content, url, created_at, updated_at,
    CASE WHEN len(quality_reasons) = 0 THEN 'OK' ELSE 'WARN' END AS quality_flag, quality_reasons,
    run_id, ${timestamp(logicalDate)} AS logical_date, extraction_timestamp
  FROM clean_b_reviews WHERE place = 1;`;

/** Adds the run's rows to the datasets that have a part for each logical date. */
export const runDated = (logicalDate: string): string => `
  INSERT INTO movie_snapshots
  SELECT movie_id, popularity, vote_average, vote_count, logical_date, extraction_timestamp, run_id FROM run_movies;
  ${[
    ['movies', 'clean_b_movies'],
    ['movie_details', 'clean_b_movie_details'],
    ['credits', 'clean_b_credits'],
    ['credit_entries', 'clean_entries'],
    ['reviews', 'clean_b_reviews'],
  ]
    .map(
      ([source, table]) => `
  INSERT INTO quarantine
  SELECT '${source}', [fault], raw, run_id, ${timestamp(logicalDate)}, extraction_timestamp
  FROM ${table} WHERE fault IS NOT NULL;`,
    )
    .join('')}`;

/** Drops what is only needed while one logical date is merged. */
export const DROP_RUN_ROWS = `
  ${BRONZE_SOURCES.map((source) => `DROP VIEW b_${source};`).join(' ')}
  ${['b_movies', 'b_movie_details', 'b_credits', 'entries', 'b_reviews'].map((name) => `DROP TABLE clean_${name};`).join(' ')}
  DROP TABLE run_movies; DROP TABLE run_credits; DROP TABLE run_reviews; DROP TABLE newer_credits;`;

/** What was read of each source and what became of it: `read = kept + duplicates + rejected`. */
export const SOURCE_COUNTS = [
  ['movies', 'clean_b_movies'],
  ['movie_details', 'clean_b_movie_details'],
  ['credits', 'clean_b_credits'],
  ['credit_entries', 'clean_entries'],
  ['reviews', 'clean_b_reviews'],
]
  .map(
    ([source, table]) => `
    SELECT '${source}' AS source, count(*) AS read, count(*) FILTER (place = 1) AS kept,
      count(*) FILTER (place > 1) AS duplicates, count(*) FILTER (fault IS NOT NULL) AS rejected FROM ${table}`,
  )
  .join(' UNION ALL ');
