import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseDate } from '../../../pipelines/tmdb/demo-api/vega-movie.ts';
import { startDemoApi } from '../../../pipelines/tmdb/demo-api/server.ts';
import { ask, demoApi, withDemoApi } from './demo-client.ts';
import { sampleFolder } from './sample-folder.ts';

const shared = join(process.env['TRADEWIND_SHARED'] ?? '../shared', 'data/tmdb');

describe('vega-datasets', () => {
  const api = demoApi();

  test('a real movie has its real date, rating, votes, budget and director', async () => {
    const { results } = (await ask(api(), '/discover/movie?primary_release_date.gte=2009-12-18')).body;
    const { id } = results.find(({ title }: { title: string }) => title === 'Avatar');
    const { body } = await ask(api(), `/movie/${id}?append_to_response=credits`);
    expect(body).toMatchObject({
      title: 'Avatar',
      release_date: '2009-12-18',
      budget: 237000000,
      revenue: 2767891499,
      vote_average: 8.3,
      vote_count: 261439,
    });
    expect(body.credits.crew).toEqual([expect.objectContaining({ name: 'James Cameron', job: 'Director' })]);
  });

  test('what is made up is labelled where it is read', async () => {
    const { results } = (await ask(api(), '/movie/popular')).body;
    const { body } = await ask(api(), `/movie/${results[0].id}?append_to_response=credits,reviews`);
    expect(body.overview).toMatch(/^\(Synthetic overview\)/);
    expect(body.credits.cast[0].name).toMatch(/^Synthetic Player/);
    expect(body.reviews.results[0].author).toMatch(/^synthetic-critic/);
  });

  test.each([
    ['Jun 12 1998', '1998-06-12'],
    ['Dec 31 2046', '1946-12-31'],
    ['Feb 04 2011', '2011-02-04'],
  ])('the release date %s is %s', (text, day) => {
    expect(releaseDate(text)).toBe(day);
  });
});

test('copies have ids and review ids of their own and say that they are copies', async () => {
  await withDemoApi({ data: sampleFolder(), multiply: 3 }, async (api) => {
    expect(api.stats().movies).toBe(6);
    const { body } = await ask(api, '/movie/100000011?append_to_response=reviews');
    expect(body).toMatchObject({ id: 100000011, title: 'Äiti 🎬 (copy 2)', vote_average: 7 });
    expect(body.reviews.results.map(({ id }: { id: string }) => id)).toEqual(['r1-copy-2', 'r2-copy-2']);
    const { results } = (await ask(api, '/movie/popular')).body;
    expect(new Set(results.map(({ id }: { id: number }) => id))).toEqual(
      new Set([11, 12, 100000011, 100000012, 200000011, 200000012]),
    );
  });
});

test.each([
  [
    'a folder that is not there',
    () => join(sampleFolder(), 'missing'),
    /cannot read '.*movies\.jsonl\.gz' .*ENOENT.*give --data a folder with movies\.jsonl\.gz/,
  ],
  [
    'a file that is not gzip',
    () => {
      const folder = sampleFolder();
      writeFileSync(join(folder, 'credits.jsonl.gz'), 'plain text');
      return folder;
    },
    /cannot read '.*credits\.jsonl\.gz'/,
  ],
  [
    'a line that is not JSON',
    () => sampleFolder({ movies: ['{"id":1}', '{"id":'] }),
    /movie 2 of .* is not JSON/,
  ],
])('%s stops the start with the cause and the cure', async (_what, folder, message) => {
  await expect(startDemoApi({ data: folder() })).rejects.toThrow(message);
});

(existsSync(shared) ? describe : describe.skip)('the shared data', () => {
  const api = demoApi({ data: shared });

  test('is served whole: 10,434 movies, 26 reviews of movie 278 on two pages', async () => {
    expect((await ask(api(), '/movie/popular')).body.total_results).toBe(10_434);
    const first = (await ask(api(), '/movie/278?append_to_response=reviews')).body.reviews;
    expect(first).toMatchObject({ page: 1, total_pages: 2, total_results: 26 });
    expect(first.results).toHaveLength(20);
    expect((await ask(api(), '/movie/278/reviews?page=2')).body.results).toHaveLength(6);
  });
});
