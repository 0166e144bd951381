import { BUCKETS } from '../../../activities/lake/layers.ts';
import { commitRunManifest, readRunManifest } from '../../../activities/lake/manifest.ts';
import { writeParquetRows } from '../../../activities/lake/parquet-writer.ts';
import { BRONZE_SCHEMAS } from '../../../activities/tmdb/bronze/bronze-schemas.ts';
import { details, item, review, SilverLab } from './silver-lab.ts';

const FIRST = '2026-11-01T00:00:00.000Z';
const SECOND = '2026-11-01T04:00:00.000Z';

jest.setTimeout(120_000);

let lab: SilverLab;
beforeEach(() => {
  lab = new SilverLab();
});
afterEach(() => lab.close());

test('D3: a second silver run leaves the same rows as one', async () => {
  const bronze = { items: [item(1), item(2)], details: [details(1)], reviews: { 1: [review('a')] } };
  await lab.run(FIRST, bronze);
  const rows = await Promise.all([lab.rows('movies'), lab.rows('reviews'), lab.rows('movie_snapshots')]);
  await lab.silver(FIRST, 2);
  expect(await Promise.all([lab.rows('movies'), lab.rows('reviews'), lab.rows('movie_snapshots')])).toEqual(
    rows,
  );
  expect(rows.map(({ length }) => length)).toEqual([2, 1, 2]);
});

test('D4: a movie that a later run brings again is counted once, with its newest values', async () => {
  await lab.run(FIRST, { details: [details(1, { vote_count: 100 })] });
  await lab.run(SECOND, { details: [details(1, { vote_count: 120 })] });
  expect(await lab.rows('movies', 'movie_id, vote_count')).toEqual([{ movie_id: 1n, vote_count: 120n }]);
  expect(await lab.rows('movie_snapshots', 'vote_count')).toEqual([
    { vote_count: 100n },
    { vote_count: 120n },
  ]);
});

test.each([
  ['null', null],
  ['[]', []],
])('D10: a movie whose genres are %s is filed and named as Unknown', async (_, genres) => {
  await lab.run(FIRST, { items: [item(4, { genre_ids: genres })] });
  expect(await lab.rows('movies', 'primary_genre, genres, quality_reasons')).toEqual([
    { primary_genre: 'Unknown', genres: [], quality_reasons: ['missing_genres'] },
  ]);
  expect((await lab.keys('movies'))[0]).toMatch(/^movies\/year=2026\/month=10\/genre=Unknown\//);
});

test.each([
  ['null', null, 'missing_release_date'],
  ['empty', '', 'missing_release_date'],
  ['no date', 'soon', 'invalid_release_date'],
  ['a date that never was', '2026-02-30', 'invalid_release_date'],
  ['a number', 20_261_005, 'invalid_release_date'],
])('D11: a movie whose release date is %s stays, without a date', async (_, date, reason) => {
  await lab.run(FIRST, {
    items: [item(6, { release_date: date })],
    credits: { 6: { cast: [{ id: 9, name: 'A' }] } },
  });
  expect(await lab.rows('movies', 'release_date, release_year, quality_flag, quality_reasons')).toEqual([
    { release_date: null, release_year: null, quality_flag: 'WARN', quality_reasons: [reason] },
  ]);
  const missing = 'year=__HIVE_DEFAULT_PARTITION__/month=__HIVE_DEFAULT_PARTITION__';
  expect((await lab.keys('movies'))[0]).toContain(`movies/${missing}/genre=Action/`);
  expect((await lab.keys('credits'))[0]).toContain(`credits/${missing}/`);
});

test.each([
  ['null', JSON.stringify(item(0, { id: null })), 'missing_id'],
  ['missing', '{"title":"x"}', 'missing_id'],
  ['a text', '{"id":"12","title":"x"}', 'invalid_id'],
  ['negative', '{"id":-3,"title":"x"}', 'invalid_id'],
  ['zero', '{"id":0,"title":"x"}', 'invalid_id'],
  ['a fraction', '{"id":1.5,"title":"x"}', 'invalid_id'],
  ['beyond 64 bits', '{"id":99999999999999999999,"title":"x"}', 'invalid_id'],
])('D12: an item whose id is %s goes to quarantine with the reason, verbatim', async (_, raw, reason) => {
  const result = await lab.run(FIRST, { items: [raw, raw, item(1)] });
  expect(await lab.rows('movies', 'movie_id')).toEqual([{ movie_id: 1n }]);
  const row = { source: 'movies', reasons: [reason], raw };
  expect(await lab.rows('quarantine', 'source, reasons, raw')).toEqual([row, row]);
  expect(result.sources['movies']).toEqual({ read: 3, kept: 1, duplicates: 0, rejected: 2 });
});

test.each([
  ['no JSON', '{"id": 1,', 'invalid_json'],
  ['a list', '[1]', 'not_an_object'],
])('an item that is %s goes to quarantine', async (_, raw, reason) => {
  await lab.run(FIRST, { items: [raw] });
  expect(await lab.rows('quarantine', 'reasons, raw')).toEqual([{ reasons: [reason], raw }]);
});

test('D14: cast and crew keep name, role, job and character, one row for each person and role', async () => {
  const director = {
    id: 7,
    name: 'Ann',
    job: 'Director',
    department: 'Directing',
    gender: 1,
    credit_id: 'c1',
  };
  const result = await lab.run(FIRST, {
    details: [details(1)],
    credits: {
      1: {
        cast: [{ id: 7, name: 'Ann', character: 'Herself', order: 0 }, { name: 'nobody' }],
        crew: [
          director,
          { ...director, credit_id: 'c2' },
          { ...director, job: 'Producer', department: 'Production' },
        ],
      },
    },
  });
  expect(await lab.rows('credits', 'person_id, name, role, job, department, character, cast_order')).toEqual([
    {
      person_id: 7n,
      name: 'Ann',
      role: 'cast',
      job: null,
      department: 'Acting',
      character: 'Herself',
      cast_order: 0,
    },
    {
      person_id: 7n,
      name: 'Ann',
      role: 'crew',
      job: 'Director',
      department: 'Directing',
      character: null,
      cast_order: null,
    },
    {
      person_id: 7n,
      name: 'Ann',
      role: 'crew',
      job: 'Producer',
      department: 'Production',
      character: null,
      cast_order: null,
    },
  ]);
  expect(result.sources['credit_entries']).toEqual({ read: 5, kept: 3, duplicates: 1, rejected: 1 });
  expect(await lab.rows('quarantine', 'source, reasons')).toEqual([
    { source: 'credit_entries', reasons: ['missing_person_id'] },
  ]);
});

test('D15: a whole number, an empty column and a wrong type break nothing', async () => {
  await lab.run(FIRST, {
    details: [
      details(1, { vote_average: 8, homepage: '' }),
      details(2, { vote_average: 7.5, homepage: '' }),
      details(3, { vote_average: 'good', runtime: 'long', budget: -5, title: 12 }),
    ],
  });
  expect(
    await lab.rows('movies', 'movie_id, vote_average, homepage, runtime, budget, quality_reasons'),
  ).toEqual([
    { movie_id: 1n, vote_average: 8, homepage: null, runtime: 100, budget: 1000n, quality_reasons: [] },
    { movie_id: 2n, vote_average: 7.5, homepage: null, runtime: 100, budget: 1000n, quality_reasons: [] },
    {
      movie_id: 3n,
      vote_average: null,
      homepage: null,
      runtime: null,
      budget: null,
      quality_reasons: ['invalid_title', 'invalid_runtime', 'invalid_budget', 'invalid_vote_average'],
    },
  ]);
});

test('D16: sentiment hears punctuation and negation', async () => {
  const texts = {
    a: 'great, brilliant! A masterpiece.',
    b: 'not good, not great at all and never good',
    c: 'It is.',
  };
  await lab.run(FIRST, {
    details: [details(1)],
    reviews: { 1: Object.entries(texts).map(([id, content]) => review(id, { content })) },
  });
  expect(await lab.rows('reviews', 'review_id, label')).toEqual([
    { review_id: 'a', label: 'positive' },
    { review_id: 'b', label: 'negative' },
    { review_id: 'c', label: 'neutral' },
  ]);
});

test('D17: silver without bronze of credits fails and names what is missing', async () => {
  await lab.bronze(FIRST, { items: [item(1)] });
  await lab.store.delete('bronze-data', [`_manifests/credits/runs/${encodeURIComponent(FIRST)}.json`]);
  await expect(lab.silver(FIRST)).rejects.toThrow(
    `No bronze of 'credits' is committed for the logical date ${FIRST}`,
  );
  expect(await lab.rows('movies')).toEqual([]);
});

test('D18: budget, revenue, every review and every credit are read; 0 means unknown', async () => {
  const reviews = Array.from({ length: 45 }, (_, index) => review(`r${index}`));
  const cast = Array.from({ length: 60 }, (_, index) => ({ id: index + 1, name: `P${index}`, order: index }));
  await lab.run(FIRST, {
    details: [details(1), details(2, { budget: 0, revenue: 0, runtime: 0 })],
    reviews: { 1: reviews },
    credits: { 1: { cast, crew: [] } },
  });
  expect(await lab.rows('movies', 'budget, revenue, runtime, quality_flag')).toEqual([
    { budget: 1000n, revenue: 5000n, runtime: 100, quality_flag: 'OK' },
    { budget: null, revenue: null, runtime: null, quality_flag: 'OK' },
  ]);
  expect(await lab.rows('reviews')).toHaveLength(45);
  expect(await lab.rows('credits')).toHaveLength(60);
});

test('genre ids of list items get the names of the API, unknown ones a reason', async () => {
  await lab.run(FIRST, { items: [item(1, { genre_ids: [878, 4711, 35] })] });
  expect(await lab.rows('movies', 'genres, genre_ids, has_details, quality_reasons')).toEqual([
    {
      genres: ['Science Fiction', 'Comedy'],
      genre_ids: [878, 4711, 35],
      has_details: false,
      quality_reasons: ['unknown_genre'],
    },
  ]);
  expect((await lab.keys('movies'))[0]).toContain('/genre=Science%20Fiction/');
});

test('a later run that has a movie from a list only keeps what its details said', async () => {
  await lab.run(FIRST, { details: [details(1)] });
  await lab.run(SECOND, { items: [item(1, { popularity: 9 })] });
  expect(await lab.rows('movies', 'popularity, revenue, has_details')).toEqual([
    { popularity: 9, revenue: 5000n, has_details: true },
  ]);
});

test('only partitions of changed movies are written, the old place and the new', async () => {
  await lab.run(FIRST, { details: [details(1), details(2, { release_date: '1999-01-01' })] });
  const before = await lab.keys('movies');
  const result = await lab.run(SECOND, { details: [details(1, { release_date: '2027-01-01' })] });
  const after = await lab.keys('movies');
  expect(result.datasets.movies.files).toBe(1);
  expect(after.map((key) => key.split('/').slice(1, 3).join('/')).sort()).toEqual([
    'year=1999/month=01',
    'year=2027/month=01',
  ]);
  expect(after.filter((key) => before.includes(key))).toHaveLength(1);
});

test('people who are taken off a movie go, even the last one', async () => {
  await lab.run(FIRST, { details: [details(1)], credits: { 1: { cast: [{ id: 5, name: 'A' }], crew: [] } } });
  await lab.run(SECOND, { details: [details(1)], credits: { 1: { cast: [], crew: [] } } });
  expect(await lab.rows('credits')).toEqual([]);
});

test('a review of 1 MB is kept whole and scored', async () => {
  const content = 'A wonderful film. '.repeat(58_000);
  await lab.run(FIRST, { details: [details(1)], reviews: { 1: [review('long', { content }), review('b')] } });
  expect(await lab.rows('reviews', 'review_id, strlen(content)::INTEGER AS bytes, label')).toEqual([
    { review_id: 'b', bytes: 7, label: 'neutral' },
    { review_id: 'long', bytes: content.trim().length + 1, label: 'positive' },
  ]);
});

test('bronze that has lost a column is named, and nothing is committed', async () => {
  await lab.bronze(FIRST, { details: [details(1)] });
  const { raw: _lost, ...columns } = BRONZE_SCHEMAS.movie_details;
  const before = (await readRunManifest(lab.store, 'bronze', 'movie_details', FIRST))!;
  const file = {
    bucket: BUCKETS.bronze,
    key: 'movie_details/narrow-try1-0.parquet',
    columns,
    schemaVersion: 1,
  };
  const rows = [{ movie_id: 1n, run_id: 'narrow', extraction_timestamp: new Date(FIRST) }];
  const narrow = await writeParquetRows(lab.store, lab.cache, file, rows);
  await commitRunManifest(lab.store, { ...before, files: [{ ...narrow, logicalDate: FIRST }] });
  await expect(lab.silver(FIRST)).rejects.toThrow(
    /s3:\/\/bronze-data\/movie_details\/.* cannot be read as bronze data: .*"raw"/,
  );
  expect(await lab.rows('movies')).toEqual([]);
});
