import type { DuckDB } from '../../lake/duckdb.ts';
import { sqlText } from '../../lake/sql-text.ts';

/** What a summary of the run tells of gold. */
export interface Headlines {
  readonly topGenres: readonly { readonly genre: string; readonly movies: number }[];
  readonly trendingTitles: readonly { readonly title: string; readonly score: number }[];
}

const LENGTH = 5;

/**
 * The genres with most movies, and what leads the shortest window that has movies in it.
 * @param files local Parquet files of the two views
 */
export async function headlinesOf(
  duckdb: DuckDB,
  files: { readonly genreAnalytics: string; readonly trendingScores: string },
): Promise<Headlines> {
  const genres = await duckdb.rows<{ genre: string; movies: number }>(
    `SELECT genre, CAST(sum(total_movies) AS DOUBLE) AS movies FROM read_parquet(${sqlText(files.genreAnalytics)})
     GROUP BY genre ORDER BY movies DESC, genre LIMIT ${LENGTH}`,
  );
  const titles = await duckdb.rows<{ title: string; score: number }>(
    `WITH trending AS (
       SELECT title, trend_score, rank, CAST(rtrim("window", 'd') AS INTEGER) AS days
       FROM read_parquet(${sqlText(files.trendingScores)})
       WHERE title IS NOT NULL
     )
     SELECT title, trend_score AS score FROM trending
     WHERE days = (SELECT min(days) FROM trending) ORDER BY rank LIMIT ${LENGTH}`,
  );
  return { topGenres: genres, trendingTitles: titles };
}
