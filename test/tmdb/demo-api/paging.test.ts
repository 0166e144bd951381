import { buildCatalogue } from '../../../pipelines/tmdb/demo-api/catalogue.ts';
import { DemoClock } from '../../../pipelines/tmdb/demo-api/clock.ts';
import { isMalformed } from '../../../pipelines/tmdb/demo-api/malformed.ts';
import { MovieLists, type Category } from '../../../pipelines/tmdb/demo-api/movie-lists.ts';
import { vegaSource } from '../../../pipelines/tmdb/demo-api/vega-source.ts';
import { ask, demoApi } from './demo-client.ts';
import { MOVIES, sampleFolder } from './sample-folder.ts';

const reviews = Array.from({ length: 45 }, (_, i) => `{"movie_id":11,"id":"r${i}"}`);
const movies = Array.from({ length: 45 }, (_, i) => MOVIES[1].replace('12', String(100 + i)));
const api = demoApi(() => ({ data: sampleFolder({ movies: [MOVIES[0], ...movies], reviews }) }));

test.each([
  ['/movie/popular', 46],
  ['/movie/top_rated', 46],
  ['/trending/movie/week', 46],
  ['/discover/movie', 46],
  ['/movie/11/reviews', 45],
])('the pages of %s hold 20 each and together every item once', async (path, count) => {
  const pages = await Promise.all([1, 2, 3, 4].map((page) => ask(api(), `${path}?page=${page}`)));
  expect(pages.map(({ body }) => body.results.length)).toEqual([20, 20, count - 40, 0]);
  expect(pages.map(({ body }) => body.page)).toEqual([1, 2, 3, 4]);
  for (const { body } of pages) expect(body).toMatchObject({ total_pages: 3, total_results: count });
  const ids = pages.flatMap(({ body }) => body.results.map((item: { id: unknown }) => item.id));
  expect(new Set(ids).size).toBe(count);
});

test('page 500 is the last one that may be asked for', async () => {
  const { status, body } = await ask(api(), '/movie/popular?page=500');
  expect([status, body.results]).toEqual([200, []]);
});

test.each([
  ['a catalogue that fits into one list', 3, false],
  ['one that does not', 4, false],
  ['one of 32,010 movies', 10, false],
  ['one with malformed items in its lists', 5, true],
])('popular, top rated and trending reach every movie of %s', (_what, multiply, malformed) => {
  const catalogue = buildCatalogue(vegaSource(), multiply);
  const clock = new DemoClock('2011-06-30', '2011-09-01');
  const lists = new MovieLists(catalogue, clock, { malformed, isListed: () => true });
  const categories: Category[] = ['popular', 'top_rated', 'trending/day', 'trending/week'];
  const seen = new Set(
    categories.flatMap((category) =>
      lists
        .list(category)
        .slice(0, 10_000)
        .map((entry) => (isMalformed(entry) ? 'malformed' : entry.id)),
    ),
  );
  seen.delete('malformed');
  expect(seen.size).toBe(catalogue.movies.length);
});
