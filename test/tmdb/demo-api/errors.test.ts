import { DEMO_V3_KEY, DEMO_V4_TOKEN } from '../../../pipelines/tmdb/demo-api/keys.ts';
import { ask, demoApi, fetched } from './demo-client.ts';
import { sampleFolder } from './sample-folder.ts';

const api = demoApi(() => ({ data: sampleFolder(), gone: [12], broken: ['/3/movie/top_rated'] }));

const PAGE = 'Invalid page: Pages start at 1 and max at 500. They are expected to be an integer.';
const NOT_FOUND = 'The resource you requested could not be found.';
const KEY = 'Invalid API key: You must be granted a valid key.';
const many = Array.from({ length: 21 }, (_, i) => `a${i}`).join(',');

test.each([
  ['page 0', '/movie/popular?page=0', 400, 22, PAGE],
  ['page 501', '/movie/popular?page=501', 400, 22, PAGE],
  ['a page that is no integer', '/discover/movie?page=1.5', 400, 22, PAGE],
  ['a page that is no number', '/movie/11/reviews?page=x', 400, 22, PAGE],
  ['an unknown movie', '/movie/99', 404, 34, NOT_FOUND],
  ['a movie that is gone', '/movie/12', 404, 34, NOT_FOUND],
  ['the credits of a movie that is gone', '/movie/12/credits', 404, 34, NOT_FOUND],
  ['an unknown resource', '/tv/popular', 404, 34, NOT_FOUND],
  ['an unknown trending window', '/trending/movie/year', 404, 34, NOT_FOUND],
  [
    'an id that is no number',
    '/movie/abc',
    404,
    6,
    'Invalid id: The pre-requisite id is invalid or not found.',
  ],
  [
    '21 appended objects',
    `/movie/11?append_to_response=${many}`,
    400,
    27,
    'Too many append to response objects: The maximum number of remote calls is 20.',
  ],
  [
    'changes over more than 14 days',
    '/movie/changes?start_date=2026-01-01&end_date=2026-01-16',
    422,
    20,
    'Invalid date range: Should be a range no longer than 14 days.',
  ],
  [
    'a day that no calendar has',
    '/movie/changes?start_date=2026-02-30',
    400,
    23,
    'Invalid date: Format needs to be YYYY-MM-DD.',
  ],
  [
    'a path named as broken',
    '/movie/top_rated',
    500,
    11,
    'Internal error: Something went wrong, contact TMDB.',
  ],
])('%s is answered as TMDB does', async (_what, path, status, code, message) => {
  const answer = await ask(api(), path);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/json;charset=utf-8');
  expect(answer.body).toEqual({ success: false, status_code: code, status_message: message });
});

test('any method but GET is refused', async () => {
  const { status, body } = await ask(api(), '/movie/11', { method: 'POST' });
  expect([status, body.status_code]).toEqual([405, 42]);
});

test.each([
  ['a v3 key as api_key', `?api_key=${DEMO_V3_KEY}`, undefined, 200],
  ['a v4 token as bearer', '', `Bearer ${DEMO_V4_TOKEN}`, 200],
  ['no key', '', undefined, 401],
  ['a wrong key', '?api_key=nope', undefined, 401],
  ['a wrong token', '', 'Bearer eyJwrong', 401],
  ['a v4 token as api_key', `?api_key=${DEMO_V4_TOKEN}`, undefined, 401],
  ['a v3 key as bearer', '', `Bearer ${DEMO_V3_KEY}`, 401],
])('%s: %#', async (_what, query, authorization, status) => {
  const headers = authorization === undefined ? {} : { authorization };
  const answer = await fetched(`${api().url}/authentication${query}`, { headers });
  expect(answer.status).toBe(status);
  expect(answer.body).toEqual(
    status === 200
      ? { success: true, status_code: 1, status_message: 'Success.' }
      : { success: false, status_code: 7, status_message: KEY },
  );
});
