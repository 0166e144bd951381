import type { FastifyInstance } from 'fastify';
import type { DemoState } from './demo-state.ts';
import { discover, type Query } from './discover.ts';
import { standingOn } from './drift.ts';
import { TmdbError } from './errors.ts';
import { isMalformed } from './malformed.ts';
import type { Category, ListEntry } from './movie-lists.ts';
import { listItemText } from './movie-text.ts';
import { pageText, readPage, VISIBLE_ITEMS } from './paging.ts';

/** Popular, top rated, now playing, upcoming, trending and discover. */
export function addListRoutes(server: FastifyInstance, state: DemoState): void {
  const item =
    (mediaType?: string) =>
    (entry: ListEntry): string =>
      isMalformed(entry) ? entry.listItem : listItemText(entry, state.clock, mediaType);

  for (const category of ['popular', 'top_rated'] satisfies Category[]) {
    server.get<{ Querystring: Query }>(`/3/movie/${category}`, (request) =>
      pageText(state.lists.list(category), readPage(request.query['page']), item()),
    );
  }

  for (const category of ['now_playing', 'upcoming'] satisfies Category[]) {
    server.get<{ Querystring: Query }>(`/3/movie/${category}`, (request) => {
      const { minimum, maximum } = state.lists.window(category);
      const before = `"dates":{"maximum":"${maximum}","minimum":"${minimum}"},`;
      return pageText(state.lists.list(category), readPage(request.query['page']), item(), { before });
    });
  }

  server.get<{ Querystring: Query; Params: { window: string } }>('/3/trending/movie/:window', (request) => {
    const { window } = request.params;
    if (window !== 'day' && window !== 'week') throw new TmdbError(34);
    const visible = state.lists.list(`trending/${window}`).slice(0, VISIBLE_ITEMS);
    return pageText(visible, readPage(request.query['page']), item('movie'));
  });

  server.get<{ Querystring: Query }>('/3/discover/movie', (request) => {
    const page = readPage(request.query['page']);
    const days = state.clock.days();
    const ranked = state.catalogue.movies
      .filter((movie) => !state.removed.has(movie.id))
      .map((movie) => ({ movie, standing: standingOn(movie.id, movie.base, days) }));
    return pageText(discover(ranked, request.query), page, ({ movie }) => item()(movie));
  });
}
