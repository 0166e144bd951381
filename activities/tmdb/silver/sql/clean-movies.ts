const FIELDS = [
  'id', 'title', 'original_title', 'original_language', 'overview', 'tagline', 'status', 'release_date', 'genres',
  'genre_ids', 'runtime', 'budget', 'revenue', 'popularity', 'vote_average', 'vote_count', 'adult', 'imdb_id',
  'homepage', 'poster_path', 'backdrop_path', 'production_countries',
]; // prettier-ignore

const SHAPE = JSON.stringify(Object.fromEntries(FIELDS.map((field) => [field, 'JSON'])));

const TEXTS = [
  'title', 'original_title', 'original_language', 'overview', 'tagline', 'status', 'imdb_id', 'homepage',
  'poster_path', 'backdrop_path',
]; // prettier-ignore

/**
 * Cleans movies as the API gave them, be it items of a list or details: both have the same names for the same things.
 * @param source table with `raw`, `movie_id`, `run_id`, `extraction_timestamp`
 * @param order which of several rows of a movie is kept, beside the newest; `digest` stands for the row's characters
 * @returns statements that make `clean_<source>`: all rows, with `fault` (and `raw`) where it is to be rejected and
 *   `place` 1 for the row of each movie that is kept
 */
export const cleanMovies = (source: string, order: string): string => `
  CREATE OR REPLACE TABLE clean_${source} AS
  WITH parsed AS (
    SELECT *, json_transform(object_of(raw), '${SHAPE}') AS j FROM ${source}
  ), typed AS (
    SELECT * EXCLUDE (movie_id), id_of(j.id) AS movie_id, movie_id AS asked_id,
      ${TEXTS.map((name) => `text_of(j.${name}) AS ${name}`).join(', ')},
      day_of(j.release_date) AS release_date,
      CASE WHEN is_list(j.genres)
        THEN list_transform(list_of(j.genres), lambda g: { id: natural_of(g->'$.id'), name: text_of(g->'$.name') })
        ELSE list_transform(list_of(j.genre_ids), lambda g: { id: natural_of(g), name: CAST(NULL AS VARCHAR) })
      END AS genre_entries,
      natural_of(j.runtime) AS runtime, natural_of(j.budget) AS budget, natural_of(j.revenue) AS revenue,
      between_of(j.popularity, 0, 1e300) AS popularity,
      between_of(j.vote_average, 0, 10) AS vote_average, natural_of(j.vote_count) AS vote_count,
      flag_of(j.adult) AS adult,
      without_nulls(list_transform(list_of(j.production_countries),
        lambda c: coalesce(text_of(c->'$.name'), text_of(c->'$.iso_3166_1')))) AS production_countries
    FROM parsed
  ), named AS (
    SELECT *, list_transform(genre_entries, lambda g: coalesce(g.name, genre_name(g.id))) AS genre_names FROM typed
  ), judged AS (
    SELECT *,
      coalesce(object_fault(raw), id_fault(j.id, 'id'), CASE WHEN asked_id <> movie_id THEN 'id_mismatch' END) AS fault,
      first_of_each(without_nulls(genre_names)) AS genres,
      first_of_each(without_nulls(list_transform(genre_entries, lambda g: TRY_CAST(g.id AS INTEGER)))) AS genre_ids,
      without_nulls([
        ${TEXTS.map((name) => `text_fault(j.${name}, '${name}')`).join(',\n        ')},
        CASE WHEN title IS NULL AND text_fault(j.title, 'title') IS NULL THEN 'missing_title' END,
        CASE WHEN release_date IS NULL AND text_of(j.release_date) IS NULL
          AND text_fault(j.release_date, 'release_date') IS NULL THEN 'missing_release_date' END,
        CASE WHEN release_date IS NULL AND (text_of(j.release_date) IS NOT NULL
          OR text_fault(j.release_date, 'release_date') IS NOT NULL) THEN 'invalid_release_date' END,
        CASE WHEN (is_given(j.genres) AND NOT is_list(j.genres))
          OR (is_given(j.genre_ids) AND NOT is_list(j.genre_ids)) THEN 'invalid_genres' END,
        CASE WHEN coalesce(len(genre_entries), 0) = 0 THEN 'missing_genres' END,
        CASE WHEN len(without_nulls(genre_names)) < len(genre_entries) THEN 'unknown_genre' END,
        value_fault(j.runtime, runtime, 'runtime'),
        value_fault(j.budget, budget, 'budget'),
        value_fault(j.revenue, revenue, 'revenue'),
        value_fault(j.popularity, popularity, 'popularity'),
        value_fault(j.vote_average, vote_average, 'vote_average'),
        value_fault(j.vote_count, vote_count, 'vote_count'),
        value_fault(j.adult, adult, 'adult')
      ]) AS quality_reasons
    FROM named
  )
  SELECT * EXCLUDE (digest),
    CASE WHEN fault IS NULL THEN row_number() OVER (
      PARTITION BY fault IS NULL, movie_id ORDER BY extraction_timestamp DESC, ${order}
    ) END AS place
  FROM (
    SELECT * EXCLUDE (j, genre_entries, genre_names) REPLACE (CASE WHEN fault IS NOT NULL THEN raw END AS raw),
      md5(raw) AS digest
    FROM judged
  );`;
