import { MongoClient } from 'mongodb';
import { readHighlights } from '../../../activities/tmdb/notification/highlights.ts';
import { testServers } from '../../support/servers.ts';

const genre = (name: string, year: number, movies: number) => ({
  _id: `genre_analytics:${name}:${year}`,
  view_type: 'genre_analytics',
  genre: name,
  total_movies: movies,
});
const trending = (window: string, rank: number) => ({
  _id: `trending_scores:${window}:${rank}`,
  view_type: 'trending_scores',
  window,
  rank,
  title: `Number ${rank}`,
  trend_score: 100 - rank,
});

const client = new MongoClient(testServers().mongo.connectionString);
const views = client.db('highlights_test').collection<{ _id: string }>('batch_views');
afterAll(async () => {
  await views.deleteMany({});
  await client.close();
});

test('of an empty view nothing is shown', async () => {
  expect(await readHighlights(views, '7d')).toEqual({ topGenres: [], trendingTitles: [] });
});

test('genres are summed over all years, titles come in the order of their rank in one window', async () => {
  await views.insertMany([
    genre('Drama', 2024, 5),
    genre('Drama', 2025, 4),
    genre('Action', 2025, 8),
    ...['A', 'B', 'C', 'D'].map((name) => genre(name, 2025, 1)),
    ...[3, 1, 2, 7, 6, 5, 4].map((rank) => trending('7d', rank)),
    trending('30d', 1),
  ]);
  const { topGenres, trendingTitles } = await readHighlights(views, '7d');
  expect(topGenres).toEqual([
    { genre: 'Drama', movies: 9 },
    { genre: 'Action', movies: 8 },
    { genre: 'A', movies: 1 },
    { genre: 'B', movies: 1 },
    { genre: 'C', movies: 1 },
  ]);
  expect(trendingTitles).toEqual(
    [1, 2, 3, 4, 5].map((rank) => ({ title: `Number ${rank}`, score: 100 - rank })),
  );
});
