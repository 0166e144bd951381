import { truncateSync, readFileSync, writeFileSync } from 'node:fs';
import { batchViews } from '../../../activities/tmdb/export/batch-views.ts';
import { BUCKETS, type Layer } from '../../../activities/lake/layers.ts';
import {
  commitManifest,
  commitRunManifest,
  currentManifestKey,
  readManifest,
  runManifestKey,
  type Manifest,
} from '../../../activities/lake/manifest.ts';
import { uploadFiles } from '../../../activities/lake/upload-files.ts';
import { withDuckDB } from '../../../activities/lake/duckdb.ts';
import { runValidate, type ValidateResult } from '../../../activities/tmdb/validate/run-validate.ts';
import type { ValidationFailed } from '../../../activities/tmdb/validate/mismatch.ts';
import type { RunIdentity } from '../../../activities/tmdb/run-identity.ts';
import { TestView } from '../export/test-view.ts';
import { identityOf } from '../gold/silver-lake.ts';
import { NOON, type SilverRows } from '../gold/silver-rows.ts';
import { writeBronzeByHand } from '../silver/bronze-by-hand.ts';

const DAY_BEFORE = '2026-11-22T12:00:00.000Z';
const DAY_AFTER = '2026-11-24T12:00:00.000Z';

let view: TestView;
beforeEach(() => {
  view = new TestView();
});
afterEach(async () => view.remove());

const validate = async (run: RunIdentity = identityOf()): Promise<ValidateResult> =>
  runValidate(
    { run },
    {
      store: view.lake.store,
      cache: view.lake.cache,
      mongo: view.mongo,
      log: { info: () => undefined, warn: () => undefined } as never,
      signal: new AbortController().signal,
      heartbeat: () => undefined,
    },
  );

const TEN_ITEMS = Array.from({ length: 10 }, (_, i) => ({ id: 1 + (i % 3) }));

/** What a run whose numbers add up leaves behind. */
async function soundRun(rows: SilverRows = {}): Promise<void> {
  await writeBronzeByHand(view.lake.store, view.lake.cache, identityOf(), { items: TEN_ITEMS });
  await view.lake.silver({
    movies: [1, 2, 3].map((movie_id) => ({ movie_id, release_date: `${1999 + movie_id}-05-05` })),
    reviews: [{ review_id: 'a', movie_id: 1, compound: 0.4 }],
    ...rows,
  });
  await view.lake.gold();
  await view.export();
}

const failure = async (run?: RunIdentity): Promise<ValidationFailed> => {
  const found: unknown = await validate(run).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(found).toMatchObject({ name: 'ValidationFailed', nonRetryable: true });
  return found as ValidationFailed;
};

const manifestOf = async (layer: Layer, dataset: string): Promise<Manifest> => {
  const manifest = await readManifest(view.lake.store, layer, dataset);
  if (manifest === undefined) throw new Error(`no manifest of ${dataset}`);
  return manifest;
};

const pathOf = (layer: Layer, manifest: Manifest): string =>
  view.lake.path(BUCKETS[layer], manifest.files[0]?.key ?? '');

test('a sound run passes, and says how much was looked at', async () => {
  await soundRun();
  expect(await validate()).toMatchObject({
    stage: 'validate_pipeline_metrics',
    qualityPassRate: 1,
    counts: { files: 8, documentsCompared: 16, rowsJudged: 4, rowsPassed: 4 },
    warnings: [],
  });
});

describe('what MongoDB holds', () => {
  test('a row that is missing', async () => {
    await soundRun();
    await batchViews(view.mongo).deleteOne({ _id: 'temporal_analysis:2001' });
    expect((await failure()).message).toBe(
      "2 checks failed: batch_views temporal_analysis: rows of gold that are missing: expected 0, found 1, e.g. 'temporal_analysis:2001'; " +
        "batch_views temporal_analysis: documents: expected 3, found 2, e.g. 'temporal_analysis:2001'",
    );
  });

  test.each<[string, object, string]>([
    ['is off', { $set: { total_movies: 4 } }, "'temporal_analysis:2001.total_movies is 4, gold has 1'"],
    ['is gone', { $unset: { avg_rating: 1 } }, "'temporal_analysis:2001.avg_rating is absent, gold has 5'"],
    ['is too many', { $set: { extra: null } }, "'temporal_analysis:2001.extra is null, gold has absent'"],
  ])('a value that %s', async (_what, change, example) => {
    await soundRun();
    await batchViews(view.mongo).updateOne({ _id: 'temporal_analysis:2001' }, change);
    expect((await failure()).message).toBe(
      `1 checks failed: batch_views temporal_analysis: values that differ from gold: expected 0, found 1, e.g. ${example}`,
    );
  });

  test('a stale document', async () => {
    await soundRun();
    await batchViews(view.mongo).insertOne({
      _id: 'temporal_analysis:1887',
      view_type: 'temporal_analysis',
      run_id: 'old',
    });
    expect((await failure()).message).toContain(
      "batch_views temporal_analysis: stale documents: expected 0, found 1, e.g. 'temporal_analysis:1887'",
    );
  });
});

describe('what the lake holds', () => {
  test.each<[Layer, string]>([
    ['gold', 'genre_analytics'],
    ['silver', 'movies'],
  ])('a %s file that was cut short', async (layer, dataset) => {
    await soundRun();
    const manifest = await manifestOf(layer, dataset);
    truncateSync(pathOf(layer, manifest), 40);
    expect((await failure()).message).toBe(
      `1 checks failed: ${layer} ${dataset}: bytes of ${manifest.files[0]?.key}: expected ${manifest.bytes}, found 40`,
    );
  });

  test('a gold file of the same length with another content', async () => {
    await soundRun();
    const path = pathOf('gold', await manifestOf('gold', 'genre_analytics'));
    const body = readFileSync(path);
    body.writeUInt8(body.readUInt8(50) ^ 1, 50);
    writeFileSync(path, body);
    expect((await failure()).message).toMatch(
      /^1 checks failed: gold genre_analytics: SHA-256 of .+: expected \w{64}, found \w{64}$/,
    );
  });

  test('a manifest whose count is off', async () => {
    await soundRun();
    const manifest = await manifestOf('gold', 'temporal_analysis');
    await commitRunManifest(view.lake.store, { ...manifest, rows: 4 });
    expect((await failure()).message).toContain(
      'gold temporal_analysis: rows of all files: expected 4, found 3',
    );
  });

  test('a file of which the manifest says other rows than its footer', async () => {
    await soundRun();
    const manifest = await manifestOf('silver', 'movies');
    const files = manifest.files.map((file) => ({ ...file, rows: 5 }));
    await commitManifest(view.lake.store, { ...manifest, rows: 5, files });
    expect((await failure()).message).toContain(`rows in ${files[0]?.key}: expected 5, found 3`);
  });
});

/** Replaces what bronze says of its movies. */
const bronzeMovies = async (change: Partial<Manifest>): Promise<void> =>
  commitRunManifest(view.lake.store, { ...(await manifestOf('bronze', 'movies')), ...change });

describe('a manifest that is missing is named', () => {
  test.each<[Layer, string, string]>([
    ['bronze', 'movies', 'bronze movies: manifest of the logical date'],
    ['bronze', 'credits', 'bronze credits: manifest of the logical date'],
    ['silver', 'credits', 'silver credits: manifest'],
    ['silver', 'quarantine', 'silver quarantine: manifest'],
    ['gold', 'trending_scores', 'gold trending_scores: manifest of the logical date'],
  ])('%s %s', async (layer, dataset, what) => {
    await soundRun();
    const key = layer === 'silver' ? currentManifestKey(dataset) : runManifestKey(dataset, NOON);
    await view.lake.store.delete(BUCKETS[layer], [key]);
    expect((await failure()).message).toBe(`1 checks failed: ${what}: expected one, found none`);
  });

  test('all of them, when nothing ran', async () => {
    expect((await failure()).mismatches).toHaveLength(14);
  });
});

/** Gold as a faulty stage would have left and exported it. */
async function plantGold(dataset: string, select: string): Promise<void> {
  const { store, cache } = view.lake;
  const manifest = await manifestOf('gold', dataset);
  const [before] = manifest.files;
  const path = await cache.temporaryPath();
  await withDuckDB(async (duckdb) =>
    duckdb.run(
      `COPY (SELECT ${select} FROM read_parquet('${pathOf('gold', manifest)}', hive_partitioning => false))
       TO '${path}' (FORMAT parquet)`,
    ),
  );
  const key = before!.key.replace('-0.parquet', '-1.parquet');
  const files = await uploadFiles(store, cache, BUCKETS.gold, [{ ...before!, path, key }]);
  const planted = { ...manifest, files, bytes: files[0]!.bytes };
  await commitRunManifest(store, planted);
  await commitManifest(store, planted);
  await view.export();
}

describe('gold is counted anew from silver', () => {
  test.each<[string, string, string, string]>([
    [
      'D4: doubled counts of genres',
      'genre_analytics',
      '* REPLACE (2 * total_movies AS total_movies)',
      "genre_analytics: groups that silver counts otherwise: expected 0, found 3, e.g. 'Drama:2000:5 has 2 movies with 10 votes, silver 1 with 10', 'Drama:2001:5",
    ],
    [
      'votes of a year that are off',
      'temporal_analysis',
      '* REPLACE (if(release_year = 2001, 11, 10) AS total_votes)',
      "temporal_analysis: groups that silver counts otherwise: expected 0, found 1, e.g. '2001 has 1 movies with 11 votes, silver 1 with 10'",
    ],
    [
      'a rank that is given twice',
      'trending_scores',
      '* REPLACE (if("window" = \'7d\', least(rank, 2), rank) AS rank)',
      'trending_scores: ranks of the window 7d: expected 3, found 2; gold trending_scores: last rank of the window 7d: expected 3, found 2',
    ],
  ])('%s', async (_what, dataset, select, message) => {
    await soundRun();
    await plantGold(dataset, select);
    expect((await failure()).message).toMatch(/^[12] checks failed: /);
    expect((await failure()).message).toContain(`checks failed: gold ${message}`);
  });

  test('movies with several genres, a genre named twice, no genre or no date add up', async () => {
    await soundRun({
      movies: [
        { movie_id: 1, genres: ['Drama', 'War'] },
        { movie_id: 2, genres: ['Drama', 'Drama', ''] },
        { movie_id: 3, genres: [], release_date: null },
        { movie_id: 4, genres: null, vote_count: null },
      ],
    });
    expect((await validate()).warnings).toEqual([]);
  });

  test('silver that another run has changed since is not held against gold, and that is said', async () => {
    await soundRun();
    const movies = await manifestOf('silver', 'movies');
    await commitManifest(view.lake.store, { ...movies, run: { ...movies.run, runId: 'manual__later' } });
    expect((await validate()).warnings).toEqual([
      'gold was not counted anew: another run has changed silver since',
    ]);
  });
});

describe('what the layers say of each other', () => {
  const flow = { read: 10, kept: 3, duplicates: 4, rejected: 3 };

  test.each<[string, object, string]>([
    [
      'keeps less than it read',
      { sources: { movies: { ...flow, kept: 2, rejected: 0 } } },
      'silver source movies: rows kept, repeated and rejected, of those read: expected 10, found 6',
    ],
    [
      'says another number of rows',
      { rows: { after: 7 } },
      'silver movies: rows after the merge: expected 7, found 3',
    ],
  ])('silver that %s', async (_what, details, message) => {
    await soundRun();
    await commitManifest(view.lake.store, {
      ...(await manifestOf('silver', 'movies')),
      details: { ...details },
    });
    expect((await failure()).message).toBe(`1 checks failed: ${message}`);
  });

  test('D12: rejected rows that are not in quarantine', async () => {
    await soundRun();
    const movies = await manifestOf('silver', 'movies');
    await commitManifest(view.lake.store, { ...movies, details: { sources: { movies: flow } } });
    await commitManifest(view.lake.store, { ...movies, dataset: 'quarantine', rows: 0, files: [] });
    expect((await failure()).message).toBe(
      '1 checks failed: silver quarantine: rows, of those rejected: expected 3, found 0',
    );
  });

  test('bronze that wrote less than it kept', async () => {
    await soundRun();
    const numbers = { movies: { read: 15, kept: 15, rejected: 0, written: 10 } };
    await bronzeMovies({ details: { numbers } });
    expect((await failure()).message).toBe(
      '1 checks failed: bronze movies: rows written, of those kept: expected 15, found 10',
    );
  });

  test('bronze that does not say what it read', async () => {
    await soundRun();
    await bronzeMovies({ details: {} });
    expect((await failure()).message).toBe(
      '1 checks failed: bronze movies: numbers of what was read: expected some, found none',
    );
  });

  test('silver that did not read all of bronze', async () => {
    await soundRun();
    const sources = { movies: { read: 9, kept: 3, duplicates: 6, rejected: 0 } };
    await commitManifest(view.lake.store, {
      ...(await manifestOf('silver', 'movies')),
      details: { sources },
    });
    expect((await failure()).message).toBe(
      '1 checks failed: silver source movies: rows read, of those in bronze: expected 10, found 9',
    );
  });

  test('gold made before silver grew', async () => {
    await soundRun();
    await view.lake.silver({ movies: [1, 2, 3, 4].map((movie_id) => ({ movie_id })) });
    expect((await failure()).message).toContain(
      'checks failed: gold: movies read of silver: expected 4, found 3',
    );
  });
});

const flagged = (bad: number): SilverRows => ({
  movies: Array.from({ length: 100 }, (_, i) => ({
    movie_id: i + 1,
    ...(i < bad ? { quality_flag: 'WARN' } : {}),
  })),
  reviews: [],
});

describe('quality and freshness', () => {
  test('a pass rate of 96 % is enough', async () => {
    await soundRun(flagged(4));
    expect((await validate()).qualityPassRate).toBe(0.96);
  });

  test('a pass rate of 95 % is too low', async () => {
    await soundRun(flagged(5));
    expect((await failure()).message).toBe(
      '1 checks failed: silver: quality pass rate: expected above 95 %, found 95.00 % (95 of 100 rows)',
    );
  });

  test.each<[string, SilverRows]>([
    ['none', { movies: [{ movie_id: 1, logical_date: DAY_BEFORE }], reviews: [] }],
    [
      'a movie was seen, but none is there or newer',
      {
        movies: [{ movie_id: 1, logical_date: DAY_BEFORE, extraction_timestamp: DAY_BEFORE }],
        reviews: [],
        snapshots: [{ movie_id: 1, popularity: 1, logical_date: NOON }],
      },
    ],
  ])('a run without rows to judge fails: %s', async (_what, rows) => {
    await soundRun(rows);
    expect((await failure()).message).toBe(
      '1 checks failed: silver: quality pass rate: expected above 95 %, found no row of this logical date',
    );
  });

  test('a run whose rows were all replaced by later fetches passes, and says so', async () => {
    await soundRun({
      movies: [{ movie_id: 1, logical_date: DAY_AFTER, extraction_timestamp: DAY_AFTER }],
      reviews: [],
      snapshots: [{ movie_id: 1, popularity: 1, logical_date: NOON }],
    });
    expect((await validate()).warnings).toEqual([
      'quality was not judged: later fetches have replaced every row of this logical date',
    ]);
  });

  const scheduled = { ...identityOf(), runType: 'scheduled', scheduleIntervalSeconds: 14_400 };

  test.each<[string, RunIdentity, string]>([
    ['a scheduled run with data of its logical date', scheduled, NOON],
    ['a scheduled run with data fetched after it', scheduled, '2026-11-23T12:05:00.000Z'],
    [
      'a later run on bronze that an earlier one of the same logical date fetched',
      { ...scheduled, runId: 'scheduled__again', tryNumber: 2 },
      '2026-11-23T12:05:00.000Z',
    ],
    ['a manual run with older data', identityOf(), '2026-11-20T00:00:00.000Z'],
  ])('%s is fresh', async (_what, run, extraction_timestamp) => {
    await soundRun({ movies: [{ movie_id: 1, extraction_timestamp }] });
    expect((await validate(run)).warnings).toEqual([]);
  });

  test('a scheduled run with the data of the run before is stale', async () => {
    await soundRun({ movies: [{ movie_id: 1, extraction_timestamp: '2026-11-23T11:59:59.000Z' }] });
    expect((await failure(scheduled)).message).toBe(
      '1 checks failed: gold: data through: expected 2026-11-23T12:00:00.000Z or later, found 2026-11-23T11:59:59.000Z',
    );
  });
});

test('of a view above 10,000 rows so many are compared, and the rest counted', async () => {
  await soundRun({ movies: Array.from({ length: 5_500 }, (_, i) => ({ movie_id: i + 1 })), reviews: [] });
  expect((await validate()).counts.documentsCompared).toBe(10_002);
  await batchViews(view.mongo).deleteOne({ view_type: 'trending_scores', rank: 77 });
  expect((await failure()).message).toContain(
    'batch_views trending_scores: documents: expected 16500, found 16499',
  );
}, 60_000);

test('a run older than the view is not compared with it', async () => {
  await soundRun();
  await view.lake.gold(identityOf(DAY_AFTER));
  expect((await validate()).warnings).toEqual([
    'batch_views was not compared: it is of 2026-11-24T12:00:00.000Z, or about to be',
  ]);
});
