import { withSilver } from './silver-rows.ts';

test.each([
  ['movies', { movies: [{ movie_id: 5 }, { movie_id: 5 }] }, "movie_id, but holds '5' (2 rows)"],
  [
    'reviews',
    {
      reviews: [
        { review_id: 'a', movie_id: 1 },
        { review_id: 'a', movie_id: 1 },
      ],
    },
    "review_id, but holds 'a' (2 rows)",
  ],
])('D4: %s that stand twice in silver are refused, not counted double', async (_table, rows, message) => {
  await expect(withSilver(rows, async () => undefined)).rejects.toThrow(message);
});
