import { ask, demoApi } from './demo-client.ts';

const api = demoApi({ date: '2011-07-20T00:00:00Z' });

const ITEM_KEYS = [
  'adult',
  'backdrop_path',
  'genre_ids',
  'id',
  'original_language',
  'original_title',
  'overview',
  'popularity',
  'poster_path',
  'release_date',
  'title',
  'video',
  'vote_average',
  'vote_count',
];

test.each([
  ['/movie/popular', ITEM_KEYS, ['page', 'results', 'total_pages', 'total_results']],
  ['/movie/top_rated', ITEM_KEYS, ['page', 'results', 'total_pages', 'total_results']],
  ['/discover/movie', ITEM_KEYS, ['page', 'results', 'total_pages', 'total_results']],
  ['/trending/movie/day', [...ITEM_KEYS, 'media_type'], ['page', 'results', 'total_pages', 'total_results']],
  ['/trending/movie/week', [...ITEM_KEYS, 'media_type'], ['page', 'results', 'total_pages', 'total_results']],
])('%s lists items with the members TMDB gives them', async (path, itemKeys, listKeys) => {
  const { status, headers, body } = await ask(api(), path);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/json;charset=utf-8');
  expect(Object.keys(body)).toEqual(listKeys);
  expect(body.results).toHaveLength(20);
  for (const item of body.results) expect(Object.keys(item)).toEqual(itemKeys);
});

test.each([
  ['/movie/now_playing', '2011-06-08', '2011-07-27'],
  ['/movie/upcoming', '2011-07-21', '2011-08-24'],
])('%s names its window of release dates and keeps to it', async (path, minimum, maximum) => {
  const { body } = await ask(api(), path);
  expect(body.dates).toEqual({ maximum, minimum });
  for (const { release_date: date } of body.results) {
    expect(date >= minimum && date <= maximum).toBe(true);
  }
});

test('details have the members the pipeline reads', async () => {
  const { results } = (await ask(api(), '/movie/popular')).body;
  const { body } = await ask(api(), `/movie/${results[0].id}?append_to_response=credits,reviews,videos`);
  expect(body).toMatchObject({
    id: results[0].id,
    title: expect.any(String),
    budget: expect.any(Number),
    revenue: expect.any(Number),
    runtime: expect.any(Number),
    genres: expect.arrayContaining([{ id: expect.any(Number), name: expect.any(String) }]),
    production_countries: [{ iso_3166_1: 'US', name: 'United States of America' }],
    release_date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
  });
  expect(Object.keys(body.credits)).toEqual(['cast', 'crew']);
  expect(body.reviews.results.length).toBeGreaterThan(0);
  expect(body).not.toHaveProperty('videos');
});

test('credits and reviews of their own carry the id of the movie', async () => {
  const { results } = (await ask(api(), '/movie/popular')).body;
  const { id } = results[0];
  const credits = (await ask(api(), `/movie/${id}/credits`)).body;
  expect(Object.keys(credits)).toEqual(['id', 'cast', 'crew']);
  expect(credits.cast[0]).toMatchObject({ id: expect.any(Number), name: expect.any(String), order: 0 });
  const reviews = (await ask(api(), `/movie/${id}/reviews`)).body;
  expect(Object.keys(reviews)).toEqual(['id', 'page', 'results', 'total_pages', 'total_results']);
  expect(reviews.results[0]).toMatchObject({
    author: expect.any(String),
    author_details: { rating: expect.any(Number) },
    content: expect.any(String),
    created_at: expect.stringMatching(/Z$/),
  });
  expect(credits.id).toBe(id);
  expect(reviews.id).toBe(id);
});

test('the configuration says that this is not TMDB and what of the data is made up', async () => {
  const { body } = await ask(api(), '/configuration');
  expect(body.images.secure_base_url).toBe('https://image.tmdb.org/t/p/');
  expect(body.demo).toMatchObject({ what: expect.stringContaining('not TMDB'), movies: 3201 });
  expect(body.demo.synthetic).toContain('all reviews');
});

test('the genre list is the one of TMDB', async () => {
  const { genres } = (await ask(api(), '/genre/movie/list')).body;
  expect(genres).toHaveLength(19);
  expect(genres[0]).toEqual({ id: 28, name: 'Action' });
});
