import { HttpGaveUp } from '../../connectors/http-client.ts';
import { GONE } from '../client/tmdb-client.ts';
import { TmdbRefused } from '../errors.ts';
import type { FetchContext } from './bronze-context.ts';
import { FailedUnits } from './failed-units.ts';
import { listItems, movieIdOf } from './list-items.ts';
import { stageInChunks } from './stage-in-chunks.ts';
import type { StagedGone, StagedMovie, StagedReviewPage } from './staged-records.ts';

export interface FetchedMovies {
  /** Movies asked for, in this try and those before it. */
  readonly total: number;
  readonly failed: FailedUnits;
}

/** The distinct movies of the staged pages in the order of the lists, as many as the run wants details of. */
async function wantedMovies({ staging, params }: FetchContext): Promise<Set<string>> {
  const most = params.details === 'all' ? Infinity : params.details;
  const ids = new Set<string>();
  for await (const page of staging.read('pages')) {
    for (const item of listItems(page.body)) {
      const id = movieIdOf(item);
      if (id !== undefined && ids.size < most) ids.add(id);
    }
  }
  return ids;
}

const totalPagesOf = (reviews: unknown): number => {
  const total =
    typeof reviews === 'object' && reviews !== null && 'total_pages' in reviews ? reviews.total_pages : 1;
  return Number.isInteger(total) ? (total as number) : 1;
};

async function fetchMovie(context: FetchContext, id: string): Promise<StagedMovie | StagedGone> {
  const answer = await context.client.movie(id);
  if (answer === GONE) return { kind: 'gone', id };
  const last = Math.min(context.params.reviewPages, totalPagesOf(answer.parsed['reviews']));
  const reviewPages: StagedReviewPage[] = [];
  for (let page = 2; page <= last; page += 1) {
    const further = await context.client.reviews(id, page);
    if (further === GONE) break;
    reviewPages.push({ page, date: further.date, body: further.body });
  }
  return { kind: 'movie', id, date: answer.date, body: answer.body, reviewPages };
}

/**
 * Stages the details of every wanted movie that are not staged yet.
 * @throws BronzeIncomplete when more movies stay unreachable than allowed
 */
export async function fetchMovies(context: FetchContext): Promise<FetchedMovies> {
  const missing = await wantedMovies(context);
  const total = missing.size;
  for await (const movie of context.staging.read('movies')) missing.delete(movie.id);
  const failed = new FailedUnits('movies', context.params.maxFailedShare);
  let done = total - missing.size;
  let chunks = 0;
  context.report('movies', done, total);
  await stageInChunks({
    units: [...missing],
    fetch: async (id) => {
      try {
        return await fetchMovie(context, id);
      } catch (error) {
        if (!(error instanceof HttpGaveUp || error instanceof TmdbRefused)) throw error;
        failed.add(`movie ${id}`, error);
        failed.check(total);
        return undefined;
      } finally {
        done += 1;
        context.report('movies', done, total);
      }
    },
    stop: (error) => context.client.stop(error),
    write: async (_first, movies) => {
      chunks += 1;
      const name = `${String(chunks).padStart(6, '0')}-${context.chunkSuffix}`;
      await context.staging.write('movies', name, movies);
    },
  });
  return { total, failed };
}
