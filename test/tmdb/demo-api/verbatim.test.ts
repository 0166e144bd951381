import { ask, demoApi } from './demo-client.ts';
import { MOVIES, sampleFolder } from './sample-folder.ts';

const api = demoApi(() => ({ data: sampleFolder() }));

test.each([
  [11, MOVIES[0]],
  [12, MOVIES[1]],
])('the details of movie %i are the line of the source, character by character', async (id, line) => {
  expect((await ask(api(), `/movie/${id}`)).text).toBe(line);
});

test('appended credits and reviews follow the line; their own id and movie_id are cut out, nothing else', async () => {
  const { text } = await ask(api(), '/movie/11?append_to_response=credits,reviews');
  expect(text).toBe(
    `${MOVIES[0].slice(0, -1)},"credits":{"cast":[{"id":1,"name":"A","popularity":0.0,"order":0}],"crew":[]},` +
      '"reviews":{"page":1,"results":[{"id": "r1", "author": "a", "content": "Fine.", "author_details": {"rating": 7.0}},' +
      '{"id": "r2", "author": "b", "content": "\\u00e9"}],"total_pages":1,"total_results":2}}',
  );
});

test('a list item keeps the spelling of numbers and escapes', async () => {
  const { text } = await ask(api(), '/movie/popular');
  expect(text).toContain(
    '{"adult":false,"genre_ids":[18,777],"id":11,"original_language":"fi","original_title":"\\u00c4iti",' +
      '"overview":"\\ud83c\\udfac \\"said\\" {[ }","popularity":10.50,"release_date":"2024-02-29",' +
      '"title":"Äiti 🎬","video":false,"vote_average":7.0,"vote_count":120}',
  );
  expect(text).toContain(
    '{"genre_ids":[],"id":12,"popularity":3.0,"release_date":"","title":"Spaces ,  kept"',
  );
});

test('a movie without credits or reviews has empty ones', async () => {
  const { body } = await ask(api(), '/movie/12?append_to_response=reviews,credits');
  expect(body.credits).toEqual({ cast: [], crew: [] });
  expect(body.reviews).toEqual({ page: 1, results: [], total_pages: 1, total_results: 0 });
});

test("genres that only the folder knows join TMDB's list", async () => {
  const { body } = await ask(api(), '/genre/movie/list');
  expect(body.genres).toHaveLength(20);
  expect(body.genres).toContainEqual({ id: 777, name: 'Own' });
});
