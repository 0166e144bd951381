import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { vegaMovie, type VegaRow } from './vega-movie.ts';
import { vegaCredits, vegaReviews } from './vega-people.ts';
import { NO_CREDITS, type MovieSource } from './source.ts';

/** After the newest release in the data; its numbers were collected about then. */
const BASE_DATE = '2011-06-30T00:00:00Z';

/** Above any id TMDB has given out, so that a demo movie is never taken for a real one. */
const FIRST_ID = 90_000_001;

function readRows(): VegaRow[] {
  try {
    const entry = createRequire(import.meta.url).resolve('vega-datasets');
    return JSON.parse(readFileSync(join(dirname(entry), '../data/movies.json'), 'utf8')) as VegaRow[];
  } catch (error) {
    throw new Error(
      `the demo API has no data folder and cannot read the npm package vega-datasets (${(error as Error).message}): ` +
        'run `npm ci` with development packages, or name a folder with --data',
      { cause: error },
    );
  }
}

/**
 * The 3,201 real movies of the npm package vega-datasets (BSD-3-Clause), mapped to TMDB's shapes.
 * @throws Error when the package is not installed
 */
export function vegaSource(): MovieSource {
  const rows = readRows();
  const rowOf = (id: string): VegaRow | undefined => rows[Number(id) - FIRST_ID];
  return {
    name: 'the npm package vega-datasets (movies.json)',
    synthetic: [
      'movie and person ids, imdb_id, poster_path',
      'overview and tagline',
      'popularity (made from the number of votes)',
      'original_language and production_countries (assumed)',
      'credits except the directors named in the source',
      'all reviews',
      'the movement of popularity and votes away from the base date',
      'the edits that /movie/changes lists',
    ],
    baseDate: BASE_DATE,
    movies: rows.map((row, index) => Buffer.from(JSON.stringify(vegaMovie(row, FIRST_ID + index)))),
    creditsOf: (id) => {
      const row = rowOf(id);
      return row ? JSON.stringify(vegaCredits(row, id)) : NO_CREDITS;
    },
    reviewsOf: (id) => {
      const row = rowOf(id);
      return row ? vegaReviews(row, id).map((review) => JSON.stringify(review)) : [];
    },
  };
}
