import type { DuckDB } from '../../lake/duckdb.ts';
import { sentimentLabel } from '../../sentiment/label.ts';
import { scoreTexts } from '../../sentiment/score-texts.ts';
import type { SilverDeps } from './silver-deps.ts';

/** Reviews read, scored and written back at a time: little enough not to hold up the event loop. */
const PAGE = 2_000;
/** Texts given to one call, which costs 0.3 s of its own. */
const TEXTS = 50_000;

interface Unscored {
  readonly review_id: string;
  readonly content: string | null;
}

/** Scores the reviews that have no score yet: new ones, and those whose text changed. @returns how many */
export async function scoreReviews(duckdb: DuckDB, deps: SilverDeps): Promise<number> {
  await duckdb.run(`
    CREATE TABLE unscored AS SELECT review_id, content FROM reviews WHERE compound IS NULL ORDER BY review_id;
    CREATE TABLE scores (
      review_id VARCHAR, compound DOUBLE, positive DOUBLE, neutral DOUBLE, negative DOUBLE, label VARCHAR);`);
  const { total } = await duckdb.row<{ total: number }>('SELECT count(*)::INTEGER AS total FROM unscored');
  for (let from = 0; from < total; from += TEXTS) {
    const reviews: Unscored[] = [];
    for (let at = from; at < Math.min(from + TEXTS, total); at += PAGE) {
      reviews.push(
        ...(await duckdb.rows<Unscored>(
          `FROM unscored WHERE rowid >= ${at} AND rowid < ${Math.min(at + PAGE, from + TEXTS)}`,
        )),
      );
    }
    await storeScores(duckdb, reviews, deps, (done) =>
      deps.heartbeat({ phase: 'scoring', at: 'reviews', done: from + done, total }),
    );
  }
  await duckdb.run(`
    UPDATE reviews SET compound = s.compound, positive = s.positive, neutral = s.neutral, negative = s.negative,
      label = s.label FROM scores s WHERE s.review_id = reviews.review_id;
    DROP TABLE unscored; DROP TABLE scores;`);
  return total;
}

async function storeScores(
  duckdb: DuckDB,
  reviews: readonly Unscored[],
  deps: SilverDeps,
  onProgress: (done: number) => void,
): Promise<void> {
  const texts = reviews.map(({ content }) => content ?? '');
  const scores = await scoreTexts(texts, {
    onProgress,
    ...(deps.signal === undefined ? {} : { signal: deps.signal }),
  });
  const appender = await duckdb.connection.createAppender('scores');
  try {
    for (const [index, { compound, positive, neutral, negative }] of scores.entries()) {
      appender.appendVarchar(reviews[index]!.review_id);
      for (const score of [compound, positive, neutral, negative]) appender.appendDouble(score);
      appender.appendVarchar(sentimentLabel(compound));
      appender.endRow();
      if ((index + 1) % PAGE === 0) await new Promise(setImmediate);
    }
  } finally {
    appender.closeSync();
  }
}
