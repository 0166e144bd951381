import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileCache } from '../../activities/lake/file-cache.ts';
import { runBronze } from '../../activities/tmdb/bronze/run-bronze.ts';
import { GONE, TmdbClient, type TmdbAnswer } from '../../activities/tmdb/client/tmdb-client.ts';
import { readTmdbSettings } from '../../activities/tmdb/configuration.ts';
import { FolderStore } from '../support/folder-store.ts';

const { TMDB_API_KEY: key = '', TMDB_BASE_URL: address = '' } = process.env;

/** Why the real API is not asked; undefined: it is. */
function reasonToSkip(): string | undefined {
  if (key === '') return 'TMDB_API_KEY is not set';
  return address === '' ? undefined : 'TMDB_BASE_URL names another API';
}

const skipped = reasonToSkip();
const live = skipped === undefined ? describe : describe.skip;

live(`the real API${skipped === undefined ? '' : ` (skipped: ${skipped})`}`, () => {
  const { apiKey, baseUrl, retryAttempts } =
    skipped === undefined
      ? readTmdbSettings({ TMDB_API_KEY: key })
      : { apiKey: '', baseUrl: '', retryAttempts: 0 };
  // The rate that anyone may use, whatever the machine is set to.
  const settings = { apiKey, baseUrl, retryAttempts, rateLimit: 4 };
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-live-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('answers a page of a list, and a movie with its credits and reviews', async () => {
    const client = new TmdbClient(settings);
    const page = await client.list('popular', 1);
    const results = page.parsed['results'] as { id: number; title: string }[];
    expect(results).toHaveLength(20);
    expect(results[0]).toEqual(
      expect.objectContaining({ id: expect.any(Number), title: expect.any(String) }),
    );

    const movie = await client.movie('603');
    expect(movie).not.toBe(GONE);
    expect((movie as TmdbAnswer).parsed).toMatchObject({
      id: 603,
      title: 'The Matrix',
      release_date: expect.stringMatching(/^1999-03-\d\d$/),
      credits: { cast: expect.arrayContaining([expect.objectContaining({ name: 'Keanu Reeves' })]) },
      reviews: { page: 1, results: expect.any(Array) },
    });
  }, 60_000);

  test('feeds bronze: one page, two movies', async () => {
    const store = new FolderStore(join(folder, 's3'));
    const result = await runBronze(
      {
        run: {
          runId: 'live',
          dagId: 'live',
          logicalDate: new Date().toISOString(),
          tryNumber: 1,
          runType: 'manual',
        },
        params: {
          categories: ['popular'],
          pagesPerCategory: 1,
          details: 2,
          reviewPages: 1,
          maxFailedShare: 0,
          refetch: false,
        },
      },
      {
        store,
        cache: new FileCache({ folder: join(folder, 'cache'), store }),
        settings,
        log: { info: () => undefined, warn: () => undefined },
        signal: new AbortController().signal,
        heartbeat: () => undefined,
      },
    );
    expect(result.warnings).toEqual([]);
    expect(result.counts).toMatchObject({ pages: 1, pagesFailed: 0, movies: 2, moviesFailed: 0 });
    expect(result.datasets).toMatchObject({
      movies: { rowsWritten: 20 },
      movie_details: { rowsWritten: 2 },
      credits: { rowsWritten: 2 },
    });
  }, 60_000);
});
