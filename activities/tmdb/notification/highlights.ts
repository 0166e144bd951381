import type { Collection, Document } from 'mongodb';

/** What a person wants to see first of a run's views. */
export interface Highlights {
  readonly topGenres: readonly { readonly genre: string; readonly movies: number }[];
  readonly trendingTitles: readonly { readonly title: string; readonly score: number }[];
}

const MOST = 5;

/**
 * The genres with the most movies, over all years, and the hottest titles of one window.
 * @param views the collection `batch_views`
 * @param window e.g. `7d`
 */
export async function readHighlights(
  views: Pick<Collection<Document>, 'aggregate'>,
  window: string,
): Promise<Highlights> {
  const topGenres = views.aggregate<{ genre: string; movies: number }>([
    { $match: { view_type: 'genre_analytics' } },
    { $group: { _id: '$genre', movies: { $sum: '$total_movies' } } },
    { $sort: { movies: -1, _id: 1 } },
    { $limit: MOST },
    { $project: { _id: 0, genre: '$_id', movies: 1 } },
  ]);
  const trendingTitles = views.aggregate<{ title: string; score: number }>([
    { $match: { view_type: 'trending_scores', window } },
    { $sort: { rank: 1 } },
    { $limit: MOST },
    { $project: { _id: 0, title: 1, score: '$trend_score' } },
  ]);
  return { topGenres: await topGenres.toArray(), trendingTitles: await trendingTitles.toArray() };
}
