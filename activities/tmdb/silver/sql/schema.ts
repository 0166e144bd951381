import type { MergedDataset } from '../silver-datasets.ts';

const ORIGIN = 'run_id VARCHAR, logical_date TIMESTAMP, extraction_timestamp TIMESTAMP';
const QUALITY = 'quality_flag VARCHAR, quality_reasons VARCHAR[]';

/** Columns of the merged datasets as they stand in the files, in order. */
export const COLUMNS: Readonly<Record<MergedDataset, string>> = {
  movies: `
    movie_id BIGINT, title VARCHAR, original_title VARCHAR, original_language VARCHAR, overview VARCHAR,
    tagline VARCHAR, status VARCHAR, release_date DATE, release_year INTEGER, release_month INTEGER,
    primary_genre VARCHAR, genres VARCHAR[], genre_ids INTEGER[], runtime INTEGER, budget BIGINT, revenue BIGINT,
    popularity DOUBLE, vote_average DOUBLE, vote_count BIGINT, adult BOOLEAN, imdb_id VARCHAR, homepage VARCHAR,
    poster_path VARCHAR, backdrop_path VARCHAR, production_countries VARCHAR[], categories VARCHAR[],
    has_details BOOLEAN, details_extraction_timestamp TIMESTAMP, ${QUALITY}, ${ORIGIN}`,
  reviews: `
    review_id VARCHAR, movie_id BIGINT, author VARCHAR, rating DOUBLE, content VARCHAR, url VARCHAR,
    created_at TIMESTAMP, updated_at TIMESTAMP, compound DOUBLE, positive DOUBLE, neutral DOUBLE, negative DOUBLE,
    label VARCHAR, ${QUALITY}, ${ORIGIN}`,
  credits: `
    movie_id BIGINT, person_id BIGINT, name VARCHAR, role VARCHAR, job VARCHAR, department VARCHAR,
    character VARCHAR, cast_order INTEGER, gender INTEGER, popularity DOUBLE, profile_path VARCHAR,
    credit_id VARCHAR, ${ORIGIN}`,
};

/** Empty tables of the state, to be filled from the files of silver and from the bronze of each run. */
export const createState = (): string =>
  (Object.keys(COLUMNS) as MergedDataset[])
    .map((dataset) => `CREATE TABLE ${dataset} (${COLUMNS[dataset]});`)
    .join('\n');

export const CREATE_DATED = `
  CREATE TABLE movie_snapshots (
    movie_id BIGINT, popularity DOUBLE, vote_average DOUBLE, vote_count BIGINT,
    logical_date TIMESTAMP, extraction_timestamp TIMESTAMP, run_id VARCHAR);
  CREATE TABLE quarantine (
    source VARCHAR, reasons VARCHAR[], raw VARCHAR, run_id VARCHAR, logical_date TIMESTAMP,
    extraction_timestamp TIMESTAMP);`;

const yearAndMonth = (date: string): string => `
  coalesce(lpad(CAST(year(${date}) AS VARCHAR), 4, '0'), '__HIVE_DEFAULT_PARTITION__') AS year,
  coalesce(lpad(CAST(month(${date}) AS VARCHAR), 2, '0'), '__HIVE_DEFAULT_PARTITION__') AS month`;

/** Where each row of a merged dataset is filed; `movies` is the name of a table of movies. */
export const partitioned = (dataset: MergedDataset, table: string, movies: string): string => {
  const sources: Readonly<Record<MergedDataset, string>> = {
    movies: `(SELECT *, ${yearAndMonth('release_date')}, primary_genre AS genre FROM ${table})`,
    reviews: `(SELECT *, ${yearAndMonth('created_at')} FROM ${table})`,
    credits: `(SELECT c.*, ${yearAndMonth('m.release_date')} FROM ${table} c LEFT JOIN ${movies} m USING (movie_id))`,
  };
  return sources[dataset];
};

/** The rows of one logical date, and where they are filed. */
export const datedPartition = (table: string, timestamp: string): string => `
  (SELECT *, strftime(logical_date, '%Y') AS year, strftime(logical_date, '%m') AS month,
    strftime(logical_date, '%d') AS day
   FROM ${table} WHERE logical_date = ${timestamp})`;
