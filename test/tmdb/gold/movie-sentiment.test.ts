import { movieSentiment } from '../../../activities/tmdb/gold/views/movie-sentiment.ts';
import { viewRows, type ReviewRow } from './silver-rows.ts';

const reviews = (...scores: (readonly [day: number, compound: number])[]): ReviewRow[] =>
  scores.map(([day, compound], i) => ({
    review_id: `r${i}`,
    movie_id: 1,
    compound,
    created_at: new Date(Date.UTC(2026, 0, day)).toISOString(),
  }));

const sentiment = async (rows: ReviewRow[]) =>
  viewRows(movieSentiment, { movies: [{ movie_id: 1, title: 'Alien' }, { movie_id: 2 }], reviews: rows });

test('a movie with reviews has a row, one without has none', async () => {
  expect(await sentiment(reviews([1, 0.5], [2, -0.2], [3, 0], [4, 0.6]))).toMatchObject([
    {
      movie_id: 1,
      title: 'Alien',
      overall_score: 0.225,
      label: 'positive',
      positive_count: 2,
      negative_count: 1,
      neutral_count: 1,
      total_reviews: 4,
    },
  ]);
});

test.each([
  [0.05, 'positive'],
  [0.0499, 'neutral'],
  [-0.0499, 'neutral'],
  [-0.05, 'negative'],
])('a mean score of %p is %s', async (score, label) => {
  expect(await sentiment(reviews([1, score], [2, score]))).toMatchObject([{ label }]);
});

test.each<[string, (readonly [number, number])[], number | null]>([
  [
    'rises',
    [
      [1, 0.1],
      [11, 0.6],
    ],
    0.05,
  ],
  [
    'falls',
    [
      [1, 0.4],
      [3, 0.4],
      [11, -0.2],
      [13, -0.2],
    ],
    -0.06,
  ],
  [
    'stands',
    [
      [1, 0.4],
      [9, 0.4],
    ],
    0,
  ],
  [
    'leaves the middle one of an odd number out',
    [
      [1, 0],
      [2, 1],
      [5, 0.4],
    ],
    0.1,
  ],
  ['is unknown for one review', [[1, 0.4]], null],
  [
    'is unknown when all are of one date',
    [
      [1, 0.4],
      [1, 0.9],
    ],
    null,
  ],
])('velocity %s', async (_case, scores, velocity) => {
  const [row] = await sentiment(reviews(...scores));
  if (velocity === null) expect(row?.['velocity']).toBeNull();
  else expect(row?.['velocity']).toBeCloseTo(velocity, 12);
});

test('reviews of a movie that silver does not know are left out', async () => {
  expect(await sentiment([{ review_id: 'x', movie_id: 77, compound: 1 }])).toEqual([]);
});
