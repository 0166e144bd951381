import { batchViews } from '../../../activities/tmdb/export/batch-views.ts';
import type { ExportProgress } from '../../../activities/tmdb/export/export-progress.ts';
import { identityOf } from '../gold/silver-lake.ts';
import { NOON, type MovieRow } from '../gold/silver-rows.ts';
import { TestView } from './test-view.ts';

const DAY_BEFORE = '2026-11-22T12:00:00.000Z';
const DAY_AFTER = '2026-11-24T12:00:00.000Z';

let view: TestView;
beforeEach(() => {
  view = new TestView();
});
afterEach(async () => view.remove());

const catalogue = (length: number): MovieRow[] =>
  Array.from({ length }, (_, i) => ({ movie_id: i + 1, title: `No. ${i + 1}`, popularity: i }));

const onlyLast =
  (all: readonly ExportProgress[]): (() => ExportProgress | undefined) =>
  () =>
    all.at(-1);

test('documents are named by their key and hold the fields of the contract', async () => {
  await view.lake.silver({
    movies: [
      {
        movie_id: 603,
        title: 'The Matrix',
        genres: ['Action'],
        release_date: '2026-11-05',
        popularity: 15,
        vote_average: 8,
        revenue: 3_000_000_000,
      },
    ],
    reviews: [{ review_id: 'a', movie_id: 603, compound: 0.5 }],
  });
  await view.lake.gold();
  const result = await view.export();
  expect(result).toMatchObject({
    stage: 'export_to_mongo',
    counts: { upserted: 6, deleted: 0 },
    warnings: [],
  });

  const documents = await view.documents();
  const marks = {
    run_id: `manual__${NOON}`,
    logical_date: new Date(NOON),
    data_through: new Date(NOON),
    computed_at: expect.any(Date),
  };
  const trending = {
    view_type: 'trending_scores',
    movie_id: 603,
    title: 'The Matrix',
    genres: ['Action'],
    rank: 1,
    popularity: 15,
    basis: 'release',
    ...marks,
  };
  expect(documents).toEqual([
    {
      _id: 'genre_analytics:Action:2026:11',
      view_type: 'genre_analytics',
      genre: 'Action',
      year: 2026,
      month: 11,
      total_movies: 1,
      avg_rating: 8,
      min_rating: 8,
      max_rating: 8,
      total_votes: 10,
      avg_popularity: 15,
      avg_sentiment: 0.5,
      review_count: 1,
      total_revenue: 3_000_000_000,
      top_movies: [{ movie_id: 603, title: 'The Matrix', vote_average: 8, vote_count: 10, popularity: 15 }],
      ...marks,
    },
    {
      _id: 'movie_sentiment:603',
      view_type: 'movie_sentiment',
      movie_id: 603,
      title: 'The Matrix',
      overall_score: 0.5,
      label: 'positive',
      positive_count: 1,
      negative_count: 0,
      neutral_count: 0,
      total_reviews: 1,
      ...marks,
    },
    {
      _id: 'temporal_analysis:2026',
      view_type: 'temporal_analysis',
      year: 2026,
      total_movies: 1,
      avg_rating: 8,
      avg_popularity: 15,
      total_votes: 10,
      total_revenue: 3_000_000_000,
      ...marks,
    },
    {
      _id: 'trending_scores:30d:603',
      window: '30d',
      velocity: 0.5,
      trend_score: 50 + (50 * 0.5) / 1.5,
      ...trending,
    },
    {
      _id: 'trending_scores:7d:603',
      window: '7d',
      velocity: 15 / 18,
      trend_score: expect.closeTo(50 + (50 * 15) / 33, 9),
      ...trending,
    },
    {
      _id: 'trending_scores:90d:603',
      window: '90d',
      velocity: 15 / 90,
      trend_score: expect.closeTo(50 + (50 * 15) / 105, 9),
      ...trending,
    },
  ]);
});

test('D21: no document has a null field, at any depth', async () => {
  await view.lake.silver({
    movies: [
      {
        movie_id: 1,
        title: 'Bare',
        genres: null,
        release_date: null,
        vote_average: null,
        vote_count: null,
        popularity: null,
      },
    ],
  });
  await view.lake.gold();
  await view.export();
  const documents = await view.documents();
  expect(documents.map(({ _id }) => _id)).toEqual([
    'genre_analytics:Unknown:unknown:unknown',
    'temporal_analysis:unknown',
  ]);
  expect(JSON.stringify(documents)).not.toContain('null');
  expect(documents[0]?.['top_movies']).toEqual([{ movie_id: 1, title: 'Bare' }]);
});

test('counts are integers and measures doubles, whatever their value', async () => {
  await view.lake.silver({ movies: [{ movie_id: 1, vote_average: 7 }] });
  await view.lake.gold();
  await view.export();
  const collection = batchViews(view.mongo);
  const [document] = await collection
    .find({ view_type: 'temporal_analysis' }, { promoteValues: false })
    .toArray();
  expect(document?.['avg_rating']).toMatchObject({ _bsontype: 'Double', value: 7 });
  expect(document?.['total_movies']).toMatchObject({ _bsontype: 'Int32', value: 1 });
});

test("the contract's indexes are there", async () => {
  await view.lake.silver({ movies: catalogue(1) });
  await view.lake.gold();
  await view.export();
  const indexes = await batchViews(view.mongo).indexes();
  expect(indexes).toHaveLength(5);
  expect(indexes.map(({ key }) => key)).toEqual(
    expect.arrayContaining([
      { _id: 1 },
      { view_type: 1, genre: 1, year: -1 },
      { view_type: 1, movie_id: 1 },
      { view_type: 1, window: 1 },
      { computed_at: -1 },
    ]),
  );
});

test("D5: the view holds the newest run's documents, all of them and no other", async () => {
  await view.lake.silver({
    movies: [
      { movie_id: 1, release_date: '2022-01-01' },
      { movie_id: 2, release_date: '2024-01-01' },
    ],
  });
  await view.lake.gold(identityOf(DAY_BEFORE));
  await view.export(identityOf(DAY_BEFORE));
  await batchViews(view.mongo).insertOne({ _id: 'actor_network:1', view_type: 'actor_network' });
  await view.lake.silver({ movies: [{ movie_id: 2, release_date: '2024-01-01' }] });
  await view.lake.gold(identityOf(NOON));
  const { counts } = await view.export(identityOf(NOON));
  expect(counts).toMatchObject({ upserted: 5, deleted: 5 });
  expect(await view.ids()).toEqual([
    'actor_network:1',
    'genre_analytics:Drama:2024:1',
    'temporal_analysis:2024',
    'trending_scores:30d:2',
    'trending_scores:7d:2',
    'trending_scores:90d:2',
  ]);
  const runs = (await view.documents()).map((document) => document['run_id']);
  expect(runs).toEqual([undefined, ...Array<string>(5).fill(`manual__${NOON}`)]);
});

test('a run done twice leaves the same documents as once', async () => {
  await view.lake.silver({ movies: catalogue(50) });
  await view.lake.gold();
  await view.export();
  const once = await view.documents();
  expect((await view.export(identityOf(NOON, 2))).counts.deleted).toBe(0);
  expect(await view.documents()).toEqual(once);
});

test('a run older than the newest gold leaves the view alone, and says why', async () => {
  await view.lake.silver({ movies: catalogue(3) });
  await view.lake.gold(identityOf(DAY_AFTER));
  await view.export(identityOf(DAY_AFTER));
  const before = await view.documents();
  await view.lake.gold(identityOf(NOON));
  const result = await view.export(identityOf(NOON));
  expect(result.leftAlone).toBe(
    `batch_views is left alone: this run stands for ${NOON}, and the view is of ${DAY_AFTER} or about to be.`,
  );
  expect(result.counts.upserted).toBe(0);
  expect(await view.documents()).toEqual(before);
});

test('D17: a run without gold is an error', async () => {
  await expect(view.export()).rejects.toThrow(
    `Gold has no 'genre_analytics' of the logical date ${NOON}: run gold_aggregate of that run first.`,
  );
});

test('sums beyond 64 bits arrive as doubles, those within as integers', async () => {
  const most = 9_223_372_036_854_775_807n;
  await view.lake.silver({
    movies: [
      { movie_id: 1, release_date: '2020-01-01', revenue: most, vote_count: 2 ** 40 },
      { movie_id: 2, release_date: '2020-01-02', revenue: most, vote_count: 2 },
    ],
  });
  await view.lake.gold();
  await view.export();
  const [year] = await view.documents({ view_type: 'temporal_analysis' });
  expect(year).toMatchObject({ total_revenue: 2 ** 64, total_votes: 2 ** 40 + 2 });
});

/** A database whose next writes fail. */
const breakWrites = (times: number): void => {
  let left = times;
  const { mongo } = view;
  const original = mongo.db.collection.bind(mongo.db);
  jest.spyOn(mongo.db, 'collection').mockImplementation((name: string) => {
    const collection = original(name);
    const write = collection.bulkWrite.bind(collection);
    jest.spyOn(collection, 'bulkWrite').mockImplementation(async (...args: Parameters<typeof write>) => {
      left -= 1;
      if (left >= 0) throw new Error('disk full');
      return write(...args);
    });
    return collection;
  });
};

describe('a failed batch', () => {
  test('is tried again', async () => {
    await view.lake.silver({ movies: catalogue(4) });
    await view.lake.gold();
    breakWrites(2);
    expect((await view.export()).counts).toMatchObject({ upserted: 14, retries: 2 });
  });

  test('that stays failed fails the task with the ids, and nothing is deleted', async () => {
    await view.lake.silver({ movies: catalogue(2) });
    await view.lake.gold(identityOf(DAY_BEFORE));
    await view.export(identityOf(DAY_BEFORE));
    await view.lake.silver({ movies: [{ movie_id: 9, genres: ['War'], release_date: '2020-02-02' }] });
    await view.lake.gold();
    breakWrites(99);
    await expect(view.export()).rejects.toMatchObject({
      name: 'ExportBatchFailed',
      ids: ['genre_analytics:War:2020:2'],
      message: expect.stringContaining(
        "1 documents could not be written in 3 tries: 'genre_analytics:War:2020:2'. The last try failed with: disk full",
      ),
    });
    jest.restoreAllMocks();
    expect(await view.ids('genre_analytics')).toEqual(['genre_analytics:Drama:2026:11']);
  });
});

/** An export killed when so many trending rows were acknowledged. */
const cutOff = async (afterRows: number): Promise<void> => {
  const killed = new AbortController();
  await view
    .export(identityOf(), {
      signal: killed.signal,
      heartbeat: (progress) => {
        view.progress.push(structuredClone(progress));
        if ((progress.views['trending_scores']?.rows ?? 0) >= afterRows) killed.abort(new Error('killed'));
      },
    })
    .then(
      () => expect('it to fail').toBe('killed'),
      (error: unknown) => expect(error).toMatchObject({ message: 'killed' }),
    );
};

describe('an export that was cut off', () => {
  test('is gone on with where it stopped, and ends as if nothing had been', async () => {
    await view.lake.silver({ movies: catalogue(6_000) });
    await view.lake.gold();
    await cutOff(2_000);
    const { counts } = await view.export(identityOf(NOON, 2), { lastHeartbeat: onlyLast(view.progress) });
    expect(counts.resumed).toBeGreaterThanOrEqual(2_001);
    expect(counts.upserted + counts.resumed).toBe(18_002);
    expect(await view.ids()).toHaveLength(18_002);
  }, 60_000);

  test('is begun anew when the server lost what it had acknowledged', async () => {
    await view.lake.silver({ movies: catalogue(6_000) });
    await view.lake.gold();
    await cutOff(2_000);
    await batchViews(view.mongo).deleteMany({ view_type: 'trending_scores', rank: { $lte: 5 } });
    await batchViews(view.mongo).deleteMany({ view_type: 'trending_scores', rank: { $gt: 900 } });
    await view.export(identityOf(NOON, 2), { lastHeartbeat: onlyLast(view.progress) });
    expect(await view.ids('trending_scores')).toHaveLength(18_000);
  }, 60_000);
});
