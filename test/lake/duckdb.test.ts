import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withDuckDB } from '../../activities/lake/duckdb.ts';

const ENDLESS = 'SELECT count(*) FROM range(1000000000) a, range(1000000000) b';

test('an abort in the middle of a query ends it with its reason', async () => {
  const abort = new AbortController();
  const work = withDuckDB(
    async (duckdb) => {
      const query = duckdb.run(ENDLESS);
      abort.abort(new Error('cancelled'));
      await query;
    },
    { signal: abort.signal },
  );
  await expect(work).rejects.toThrow('cancelled');
});

test('nothing is opened for what was aborted before', async () => {
  const use = jest.fn();
  const signal = AbortSignal.abort(new Error('cancelled'));
  await expect(withDuckDB(use, { signal })).rejects.toThrow('cancelled');
  expect(use).not.toHaveBeenCalled();
});

test.each(['works', 'fails'])('its folder goes with it when the work %s', async (outcome) => {
  let folder = '';
  const work = withDuckDB(async (duckdb) => {
    folder = duckdb.folder;
    writeFileSync(join(folder, 'rows.parquet'), 'x');
    if (outcome === 'fails') throw new Error('broken');
  });
  await (outcome === 'fails' ? expect(work).rejects.toThrow('broken') : work);
  expect(existsSync(folder)).toBe(false);
});

test('rows beyond the memory limit are spilled to disk', async () => {
  const kept = await withDuckDB(
    async (duckdb) => {
      await duckdb.run(
        'CREATE TABLE wide AS SELECT repeat(md5(i::VARCHAR), 20) AS text FROM range(200000) t(i)',
      );
      return duckdb.row('SELECT sum(strlen(text))::DOUBLE AS bytes FROM wide');
    },
    { memoryLimit: '100MB', threads: 1 },
  );
  expect(kept).toEqual({ bytes: 200_000 * 640 });
});

test('one row is expected where one row is asked for', async () => {
  await expect(withDuckDB(async (duckdb) => duckdb.row('FROM range(2)'))).rejects.toThrow('gives 2 rows');
});
