import { quickstart } from '../../../pipelines/tmdb/quickstart.ts';
import { quickstartParams } from '../../../pipelines/tmdb/quickstart-params.ts';
import { placesOf } from '../../../pipelines/tmdb/quickstart-places.ts';
import { summaryOf } from '../../../pipelines/tmdb/quickstart-summary.ts';
import { resolveParams } from '../../../activities/runtime/params.ts';
import { dag } from '../../../pipelines/tmdb/dag.ts';
import type { StackState } from '../../../stack/state-file.ts';

describe("the run's params", () => {
  it.each([
    ['without a key: every page of the demo', {}, 500],
    ['with a key: a few pages', { TMDB_API_KEY: 'k' }, 3],
    ['with another API: a few pages', { TMDB_BASE_URL: 'http://127.0.0.1:1/3' }, 3],
  ])('%s', (_name, environment, pages) => {
    expect(quickstartParams(environment)).toMatchObject({ pagesPerCategory: pages });
  });

  it.each([{}, { TMDB_API_KEY: 'k' }])('fit the DAG, environment %j', (environment) => {
    const { spec } = dag.freeze();
    expect(resolveParams(spec, quickstartParams(environment)).problems).toEqual([]);
  });
});

describe('the summary', () => {
  const metrics = {
    layers: [{ stage: 'bronze_ingest', dataset: 'movies', rows: 30_000, files: 1, bytes: 10_050_000 }],
    durations: [{ stage: 'bronze_ingest', seconds: 93 }],
    totalSeconds: 93,
    qualityPassRate: 0.99921,
    topGenres: [{ genre: 'Drama', movies: 4598 }],
    trendingTitles: [{ title: 'Alien', score: 97.25 }],
    warnings: ['gold_aggregate: nothing new'],
  };

  it.each([
    ['rows per layer', /Rows per layer\n.*\n {2}bronze_ingest +movies +30,000 +1 +10\.05/],
    ['the quality pass rate', 'Quality pass rate\n  99.92 %'],
    ['top genres', 'Top genres\n  Drama: 4,598 movies'],
    ['trending titles', 'Trending titles\n  Alien (97.3)'],
    ['durations', 'Durations\n  bronze_ingest: 1 min 33 s'],
    ['warnings', 'Warnings\n  gold_aggregate: nothing new'],
  ])('has %s', (_name, text) => {
    expect(summaryOf(metrics)).toMatch(text);
  });

  it('leaves out what there is nothing to say of', () => {
    expect(summaryOf({ ...metrics, warnings: [], trendingTitles: [] })).not.toMatch(/Warnings|Trending/);
  });
});

describe('where to look', () => {
  const stack = {
    services: {
      temporal: {
        address: '127.0.0.1:7233',
        ui: 'http://127.0.0.1:8233',
        logFile: 'temporal.log',
        environment: {},
      },
      s3: { address: 'http://127.0.0.1:9000', logFile: 's3.log', environment: {} },
    },
    elsewhere: { mongo: { address: 'mongodb://***@db', source: 'environment' } },
  } as unknown as StackState;

  it.each([
    'http://127.0.0.1:8233/namespaces/default/workflows/movies%2Fmanual__1',
    'S3: http://127.0.0.1:9000',
    'MongoDB: mongodb://***@db',
    'log of s3: s3.log',
    'npx tradewind down',
  ])('with --keep names %s', (text) => {
    expect(placesOf('/home', 'movies/manual__1', stack)).toContain(text);
  });

  it('of a stopped stack names no address', () => {
    expect(placesOf('/home', 'movies/manual__1', undefined)).not.toMatch(/https?:|mongodb:/);
  });
});

describe('arguments', () => {
  const written: string[] = [];
  beforeEach(() => {
    written.length = 0;
    for (const stream of [process.stdout, process.stderr]) {
      jest.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    }
  });
  afterEach(() => jest.restoreAllMocks());

  it.each([
    [['--help'], 0, 'Usage: scripts/quickstart'],
    [['--kep'], 2, "Unknown option '--kep'"],
    [['now'], 2, "Unexpected argument 'now'"],
  ])('%j: exit code %i, and nothing is started', async (args, code, text) => {
    expect(await quickstart(args)).toBe(code);
    expect(written.join('')).toContain(text);
  });
});
