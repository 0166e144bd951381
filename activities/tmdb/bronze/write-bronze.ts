import type { TmdbAnswer } from '../client/tmdb-client.ts';
import type { FetchContext } from './bronze-context.ts';
import { BRONZE_DATASETS, type BronzeDataset } from './bronze-datasets.ts';
import type { BronzeDetails, DatasetNumbers } from './bronze-details.ts';
import { paramsHash } from './bronze-params.ts';
import { BronzeRows } from './bronze-rows.ts';
import type { BronzeCommit, WrittenDataset } from './commit-bronze.ts';
import { DatasetWriter, type WriterTarget } from './dataset-writer.ts';
import type { FetchedMovies } from './fetch-movies.ts';
import type { FetchedPages } from './fetch-pages.ts';

type PerDataset<T> = Readonly<Record<BronzeDataset, T>>;

export interface BronzeWrite extends WriterTarget {
  readonly context: FetchContext;
  readonly genres: TmdbAnswer;
  readonly pages: FetchedPages;
  readonly movies: FetchedMovies;
}

const forEachDataset = <T>(make: (dataset: BronzeDataset) => T): PerDataset<T> =>
  Object.fromEntries(BRONZE_DATASETS.map((dataset) => [dataset, make(dataset)])) as PerDataset<T>;

/**
 * Turns what is staged into one Parquet file per dataset, a chunk in memory at a time.
 * @returns what is to be committed
 */
export async function writeBronze(write: BronzeWrite): Promise<Pick<BronzeCommit, 'written' | 'details'>> {
  const writers = forEachDataset((dataset) => new DatasetWriter(dataset, write));
  try {
    const rows = new BronzeRows(write.run.runId);
    await pushAll(write, rows, writers);
    const files = new Map<BronzeDataset, WrittenDataset>();
    for (const dataset of BRONZE_DATASETS) files.set(dataset, await writers[dataset].finish());
    const written = forEachDataset((dataset) => files.get(dataset)!);
    const pushed = forEachDataset((dataset) => writers[dataset].rows);
    return { written, details: detailsOf(write, rows, pushed, written) };
  } catch (error) {
    for (const dataset of BRONZE_DATASETS) await writers[dataset].discard();
    throw error;
  }
}

async function pushAll(
  { context, genres, movies, signal }: BronzeWrite,
  rows: BronzeRows,
  writers: PerDataset<DatasetWriter>,
): Promise<void> {
  for (const row of rows.genres(genres)) await writers.genres.push(row);
  for await (const page of context.staging.read('pages')) {
    for (const row of rows.page(page)) await writers.movies.push(row);
  }
  let done = 0;
  for await (const staged of context.staging.read('movies')) {
    signal.throwIfAborted();
    context.report('writing', (done += 1), movies.total);
    const movie = rows.movie(staged);
    if (movie === undefined) continue;
    await writers.movie_details.push(movie.details);
    if (movie.credits !== undefined) await writers.credits.push(movie.credits);
    for (const review of movie.reviews) await writers.reviews.push(review);
  }
}

function detailsOf(
  { context, pages, movies }: BronzeWrite,
  rows: BronzeRows,
  pushed: PerDataset<number>,
  written: PerDataset<WrittenDataset>,
): BronzeDetails {
  const numbers = (dataset: BronzeDataset, read: number, rejected: number): DatasetNumbers => ({
    read,
    kept: read - rejected,
    rejected,
    written: written[dataset].files.reduce((sum, file) => sum + file.rows, 0),
  });
  const warnings = [pages.failed.warning(pages.total), movies.failed.warning(movies.total)];
  return {
    paramsHash: paramsHash(context.params),
    refetch: context.params.refetch,
    numbers: {
      genres: numbers('genres', pushed.genres, 0),
      movies: numbers('movies', pushed.movies, 0),
      movie_details: numbers('movie_details', movies.total, rows.gone + movies.failed.count),
      credits: numbers('credits', rows.withDetails, rows.withoutCredits),
      reviews: numbers('reviews', pushed.reviews, 0),
    },
    counts: {
      ...rows.problems,
      pages: pages.total,
      pagesFailed: pages.failed.count,
      movies: movies.total,
      moviesFailed: movies.failed.count,
      moviesGone: rows.gone,
    },
    warnings: warnings.filter((warning) => warning !== undefined),
  };
}
