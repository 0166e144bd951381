import type { FastifyInstance } from 'fastify';
import type { DemoState } from './demo-state.ts';
import type { Query } from './discover.ts';
import { TmdbError } from './errors.ts';
import { movieChangesText } from './change-log.ts';
import { detailsText } from './movie-text.ts';
import { pageText, readPage } from './paging.ts';
import { withMembers, withValues } from './raw-json.ts';
import { NO_CREDITS } from './source.ts';

const MOST_APPENDED = 20;

type MovieRequest = { Querystring: Query; Params: { id: string } };

/** What the routes below `/3/movie/{id}` ask of one movie. */
interface MoviePage {
  /** The id as a JSON number. */
  readonly id: string;
  details(): string;
  credits(): string;
  reviews(): readonly string[];
}

/** @throws TmdbError 6 for an id that is no number, 34 for a movie that is not there (any more) */
function movieAt(state: DemoState, id: string): MoviePage {
  const malformed = state.malformedById.get(id);
  if (malformed?.details) {
    const { text } = malformed.details;
    return { id, details: () => text, credits: () => NO_CREDITS, reviews: () => malformed.reviews ?? [] };
  }
  if (!/^\d+(-.*)?$/.test(id)) throw new TmdbError(6);
  const key = id.replace(/-.*$/, '');
  const movie = state.catalogue.byId.get(key);
  if (movie === undefined || state.gone.has(key) || state.removed.has(key)) throw new TmdbError(34);
  const { source } = state.catalogue;
  return {
    id: key,
    details: () => detailsText(movie, state.clock),
    credits: () => source.creditsOf(movie.sourceId),
    reviews: () => {
      const reviews = source.reviewsOf(movie.sourceId);
      return movie.copy === 1 ? reviews : reviews.map((review) => copiedReview(review, movie.copy));
    },
  };
}

/** A copy's reviews need ids of their own too. */
function copiedReview(review: string, copy: number): string {
  const { id } = JSON.parse(review) as { id: string };
  return withValues(review, new Map([['id', JSON.stringify(`${id}-copy-${copy}`)]]));
}

const asItIs = (text: string): string => text;

/** Movie details with `append_to_response`, credits, reviews and changes. */
export function addMovieRoutes(server: FastifyInstance, state: DemoState): void {
  server.get<MovieRequest>('/3/movie/:id', (request) => {
    const names = (request.query['append_to_response'] ?? '').split(',').filter((name) => name !== '');
    if (names.length > MOST_APPENDED) throw new TmdbError(27);
    const movie = movieAt(state, request.params.id);
    const appended = new Map<string, string>();
    if (names.includes('credits')) appended.set('credits', movie.credits());
    if (names.includes('reviews')) appended.set('reviews', pageText(movie.reviews(), 1, asItIs));
    if (names.includes('changes')) {
      appended.set('changes', movieChangesText(movie.id, state.clock, request.query));
    }
    return withMembers(movie.details(), appended);
  });

  server.get<MovieRequest>('/3/movie/:id/credits', (request) => {
    const movie = movieAt(state, request.params.id);
    return `{"id":${movie.id},${movie.credits().slice(1)}`;
  });

  server.get<MovieRequest>('/3/movie/:id/reviews', (request) => {
    const page = readPage(request.query['page']);
    const movie = movieAt(state, request.params.id);
    return pageText(movie.reviews(), page, asItIs, { before: `"id":${movie.id},` });
  });

  server.get<MovieRequest>('/3/movie/:id/changes', (request) => {
    const movie = movieAt(state, request.params.id);
    return movieChangesText(movie.id, state.clock, request.query);
  });
}
