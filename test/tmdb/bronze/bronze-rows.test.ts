import { BronzeRows } from '../../../activities/tmdb/bronze/bronze-rows.ts';
import type { StagedMovie, StagedPage } from '../../../activities/tmdb/bronze/staged-records.ts';

const date = '2026-01-01T04:00:05.000Z';
const stamp = { run_id: 'run', extraction_timestamp: new Date(date) };
const page = (category: string, number: number, items: string): StagedPage => ({
  category,
  page: number,
  totalPages: 9,
  date,
  body: `{"page":${number},"results":[${items}]}`,
});
const movie = (body: string, reviewPages: StagedMovie['reviewPages'] = []): StagedMovie => ({
  kind: 'movie',
  id: '603',
  date,
  body,
  reviewPages,
});

it('a list item becomes a row with its place in the list', () => {
  const rows = new BronzeRows('run');
  expect(rows.page(page('popular', 2, '{"id":603,"vote_average":7.0},{"id":"603"}'))).toEqual([
    {
      movie_id: 603n,
      category: 'popular',
      page: 2,
      position: 1,
      raw: '{"id":603,"vote_average":7.0}',
      ...stamp,
    },
    { movie_id: null, category: 'popular', page: 2, position: 2, raw: '{"id":"603"}', ...stamp },
  ]);
});

it('an item repeated in a category is kept and counted; in another category it is not repeated', () => {
  const rows = new BronzeRows('run');
  expect(rows.page(page('popular', 1, '{"id":1},{"id":2}'))).toHaveLength(2);
  expect(rows.page(page('popular', 2, '{"id":2},{"id":1}'))).toHaveLength(2);
  expect(rows.page(page('top_rated', 1, '{"id":1}'))).toHaveLength(1);
  expect(rows.problems.duplicate).toBe(2);
});

it('D2: a page or movie that was staged twice gives its rows once', () => {
  const rows = new BronzeRows('run');
  rows.page(page('popular', 1, '{"id":1}'));
  rows.movie(movie('{"id":603}'));
  expect(rows.page(page('popular', 1, '{"id":1}'))).toEqual([]);
  expect(rows.movie(movie('{"id":603}'))).toBeUndefined();
  expect(rows.problems.duplicate).toBe(0);
});

it('a movie is taken apart, every other character of it kept', () => {
  const body =
    '{"id":603, "credits":{"cast":[{"order":0.0}]},"budget":12345678901234567890,"reviews":{"results":[{"id":"a"} ]}}';
  expect(new BronzeRows('run').movie(movie(body))).toEqual({
    details: { movie_id: 603n, raw: '{"id":603, "budget":12345678901234567890}', ...stamp },
    credits: { movie_id: 603n, raw: '{"cast":[{"order":0.0}]}', ...stamp },
    reviews: [{ movie_id: 603n, review_id: 'a', page: 1, raw: '{"id":"a"}', ...stamp }],
  });
});

it('D18: reviews of further pages are rows like those of the first', () => {
  const later = '2026-01-01T04:00:06.000Z';
  const rows = new BronzeRows('run').movie(
    movie('{"reviews":{"results":[{"id":"a"}]}}', [
      { page: 2, date: later, body: '{"results":[{"id":null}]}' },
    ]),
  );
  expect(rows?.reviews).toEqual([
    { movie_id: 603n, review_id: 'a', page: 1, raw: '{"id":"a"}', ...stamp },
    {
      movie_id: 603n,
      review_id: null,
      page: 2,
      raw: '{"id":null}',
      run_id: 'run',
      extraction_timestamp: new Date(later),
    },
  ]);
});

it.each([
  ['credits are null', '{"id":1,"credits":null,"reviews":{"results":[]}}', '{"id":1,"credits":null}'],
  ['credits are a list', '{"id":1,"credits":[1]}', '{"id":1,"credits":[1]}'],
  ['reviews have no results', '{"id":1,"reviews":{"page":1}}', '{"id":1,"reviews":{"page":1}}'],
  ['there are none', '{"id":1}', '{"id":1}'],
])('what cannot become a row of its own stays where it was: %s', (_name, body, raw) => {
  const rows = new BronzeRows('run').movie(movie(body));
  expect(rows?.details.raw).toBe(raw);
  expect(rows?.credits).toBeUndefined();
  expect(rows?.reviews).toEqual([]);
});

it('a movie that is gone gives no row and is counted', () => {
  const rows = new BronzeRows('run');
  expect(rows.movie({ kind: 'gone', id: '5' })).toBeUndefined();
  expect(rows.gone).toBe(1);
});

it('genres become rows and make unknown ones known', () => {
  const rows = new BronzeRows('run');
  const body = '{"genres":[{"id":18,"name":"Drama"},{"id":"x"}]}';
  expect(rows.genres({ date, body })).toEqual([
    { genre_id: 18, name: 'Drama', raw: '{"id":18,"name":"Drama"}', ...stamp },
    { genre_id: null, name: null, raw: '{"id":"x"}', ...stamp },
  ]);
  rows.page(page('popular', 1, '{"id":1,"title":"t","release_date":"2020-01-01","genre_ids":[18,99]}'));
  expect(rows.problems).toMatchObject({ unknown_genre: 1, missing_title: 0 });
});
