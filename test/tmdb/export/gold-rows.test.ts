import { join } from 'node:path';
import { withDuckDB } from '../../../activities/lake/duckdb.ts';
import { goldDocumentsFrom } from '../../../activities/tmdb/export/gold-rows.ts';

/** Parquet files are read by several threads, a row group of so many rows each. */
const ROW_GROUP = 122_880;

test('rows come in the order of the key, however many row groups, and the rest follows what was skipped', async () => {
  await withDuckDB(
    async (duckdb) => {
      const rows = 3 * ROW_GROUP;
      const path = join(duckdb.folder, 'view.parquet');
      await duckdb.run(
        `COPY (SELECT 1 + (i * 7919) % ${rows} AS movie_id FROM range(${rows}) AS made(i)) TO '${path}' (FORMAT parquet)`,
      );
      const files = { view: 'movie_sentiment', key: ['movie_id'], paths: [path] };
      const idsFrom = async (skip: number): Promise<string[]> => {
        const ids: string[] = [];
        for await (const documents of goldDocumentsFrom(duckdb, files, skip))
          ids.push(...documents.map(({ _id }) => _id));
        return ids;
      };
      const expected = Array.from({ length: rows }, (_, i) => `movie_sentiment:${i + 1}`);
      const skip = ROW_GROUP + 1_000;
      expect((await idsFrom(0)).join() === expected.join()).toBe(true);
      expect((await idsFrom(skip)).join() === expected.slice(skip).join()).toBe(true);
    },
    { threads: 4 },
  );
}, 60_000);
