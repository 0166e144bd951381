import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import proto from '@temporalio/proto';
import { MongoClient, type Collection } from 'mongodb';
import { s3ObjectStore } from '../../activities/connectors/s3-object-store.ts';
import { activityIdOfTask } from '../../engine/names.ts';
import { readManifest, type Manifest } from '../../activities/lake/manifest.ts';
import { startDemoApi, type DemoApi } from '../../pipelines/tmdb/demo-api/server.ts';
import { sharedFolder } from '../support/shared-data.ts';
import { startTestServers, type RunningTestServers } from '../support/start-test-servers.ts';
import { until } from '../support/until.ts';
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process.ts';
import { expectedNumbers, type ExpectedNumbers } from './expected-numbers.ts';

const DATA = join(sharedFolder(), 'data', 'tmdb');
const missing = !existsSync(DATA) && process.env['CI'] === undefined;
const describeWithData = missing ? describe.skip : describe;

const GIB = 1024 ** 3;
/** The whole catalogue: two lists of at most 500 pages show every movie of the demo. */
const PARAMS = { pagesPerCategory: 500 };
const HOUR = 3_600_000;
const ONE = proto.google.protobuf.Duration.fromObject({ seconds: 1 }).seconds;

type View = { _id: string; view_type: string } & Record<string, unknown>;

describeWithData(
  `the pipeline on the whole shared data${missing ? ' (skipped: TRADEWIND_SHARED has no data/tmdb)' : ''}`,
  () => {
    let servers: RunningTestServers;
    let api: DemoApi;
    let worker: WorkerProcess;
    let client: Client;
    let mongo: MongoClient;
    let views: Collection<View>;
    let expected: ExpectedNumbers;
    const peaks: number[] = [];
    const home = mkdtempSync(join(tmpdir(), 'tradewind-e2e-'));
    const logicalDate = new Date(Math.floor(Date.now() / (4 * HOUR)) * 4 * HOUR);

    const startWorker = (): WorkerProcess => {
      const { temporalAddress, s3, mongo: database } = servers.servers;
      return startWorkerProcess(
        {
          TRADEWIND_HOME: home,
          TEMPORAL_ADDRESS: temporalAddress,
          S3_ENDPOINT: s3.endpoint,
          S3_ACCESS_KEY: s3.accessKey,
          S3_SECRET_KEY: s3.secretKey,
          MONGODB_CONNECTION_STRING: database.connectionString,
          TMDB_BASE_URL: api.url,
          TMDB_API_KEY: api.keys[0]!,
          TMDB_RATE_LIMIT: '400',
        },
        join(home, 'worker.log'),
      );
    };
    const startRun = (runId: string, date: Date): Promise<WorkflowHandle> =>
      client.workflow.start('tmdb_batch_pipeline', {
        workflowId: `tmdb_batch_pipeline/${runId}`,
        taskQueue: 'tradewind',
        args: [{ logicalDate: date.toISOString(), params: PARAMS }],
      });
    const manifestOf = async (layer: Manifest['layer'], dataset: string): Promise<Manifest> =>
      (await readManifest(s3ObjectStore(servers.servers.s3), layer, dataset))!;
    const silverRows = async (dataset: string): Promise<number> => (await manifestOf('silver', dataset)).rows;
    /** Kills the worker while it runs this task, and starts another; its retry is spared most of its minute. */
    const killAndReplace = async (handle: WorkflowHandle, taskId: string): Promise<void> => {
      peaks.push(worker.peakMemory());
      await worker.end('SIGKILL');
      worker = startWorker();
      await until(async () => {
        const { raw } = await handle.describe();
        return (raw.pendingActivities ?? []).some(({ attempt }) => attempt === 2);
      });
      await client.workflowService.updateActivityOptions({
        namespace: 'default',
        identity: 'e2e',
        execution: { workflowId: handle.workflowId },
        id: activityIdOfTask(taskId),
        activityOptions: { retryPolicy: { initialInterval: { seconds: ONE } } },
        updateMask: { paths: ['retry_policy.initial_interval'] },
      });
    };
    /** All documents but what names the run that wrote them and when. */
    const content = async (): Promise<Map<string, unknown>> => {
      const documents = await views.find({}, { projection: { run_id: 0, computed_at: 0 } }).toArray();
      return new Map(documents.map((document) => [document['_id'], document]));
    };

    beforeAll(async () => {
      servers = await startTestServers();
      api = await startDemoApi({ data: DATA });
      worker = startWorker();
      client = new Client({
        connection: await Connection.connect({ address: servers.servers.temporalAddress }),
      });
      mongo = await MongoClient.connect(servers.servers.mongo.connectionString);
      views = mongo.db('moviedb').collection<View>('batch_views');
      expected = expectedNumbers();
    }, 120_000);

    afterAll(async () => {
      await worker.end('SIGTERM');
      await mongo.close();
      await client.connection.close();
      await api.close();
      await servers.stop();
    }, 120_000);

    const detailsAsked = (): string[] =>
      api.log.flatMap(({ path }) => /\/movie\/(\d+)\?/.exec(path)?.[1] ?? []);

    test('a run whose worker is killed in the middle of bronze and of the export still completes', async () => {
      const handle = await startRun('first', logicalDate);
      await until(async () => detailsAsked().length > expected.movies / 2);
      await killAndReplace(handle, 'bronze_ingest');
      await until(async () => (await views.countDocuments()) > 5_000);
      await killAndReplace(handle, 'export_to_mongo');
      expect(await handle.result()).toMatchObject({ state: 'success', runId: 'first' });
      peaks.push(worker.peakMemory());
    }, 900_000);

    test('no movie was asked for more than twice, and at most 50 were asked for twice', () => {
      const asked = detailsAsked();
      const distinct = new Set(asked);
      expect(distinct.size).toBe(expected.movies);
      expect(asked.length - distinct.size).toBeLessThanOrEqual(50);
    });

    test('silver and the views hold what the JSON files hold, nothing lost and nothing doubled', async () => {
      expect({
        movies: await silverRows('movies'),
        reviews: await silverRows('reviews'),
        credits: await silverRows('credits'),
        snapshots: await silverRows('movie_snapshots'),
        sentiments: await views.countDocuments({ view_type: 'movie_sentiment' }),
      }).toEqual({
        movies: expected.movies,
        reviews: expected.reviews,
        credits: expected.credits,
        snapshots: expected.movies,
        sentiments: expected.reviewedMovies,
      });
    });

    test('every genre and month, and every year, has the numbers counted from the JSON files', async () => {
      const genres = await views.find({ view_type: 'genre_analytics' }).toArray();
      const found = genres.map((view) => [
        view['_id'].slice('genre_analytics:'.length),
        { movies: view['total_movies'], votes: view['total_votes'], revenue: view['total_revenue'] ?? 0 },
      ]);
      expect(new Map(found as [string, unknown][])).toEqual(expected.genreMonths);
      const years = await views.find({ view_type: 'temporal_analysis' }).toArray();
      const counts = years.map((view) => [
        view['_id'].slice('temporal_analysis:'.length),
        view['total_movies'],
      ]);
      expect(new Map(counts as [string, unknown][])).toEqual(expected.years);
    });

    test('a second run of the same logical date asks the API for nothing and leaves the same views', async () => {
      const before = await content();
      const asked = api.log.length;
      await (await startRun('again', logicalDate)).result();
      expect(api.log.length).toBe(asked);
      expect(await content()).toEqual(before);
    }, 600_000);

    test('the next logical date sees popularity drift: velocities come from two snapshots', async () => {
      const next = new Date(logicalDate.getTime() + 4 * HOUR);
      api.setDate(next.toISOString());
      await (await startRun('next', next)).result();
      expect((await manifestOf('silver', 'movies')).rows).toBe(expected.movies);
      expect((await manifestOf('silver', 'movie_snapshots')).rows).toBe(2 * expected.movies);
      const trending = await views
        .find({ view_type: 'trending_scores', window: '7d' })
        .sort({ rank: 1 })
        .toArray();
      expect(trending.length).toBeGreaterThan(1_000);
      expect(new Set(trending.map(({ basis }) => basis))).toEqual(new Set(['snapshots']));
      expect(trending.some(({ velocity }) => (velocity as number) > 0)).toBe(true);
      expect(trending.map(({ rank }) => rank)).toEqual(trending.map((_, index) => index + 1));
    }, 600_000);

    test('no worker of the first run took 1 GiB, nor the one that merged a change of every movie a quarter more', () => {
      expect(Math.max(...peaks)).toBeLessThan(GIB);
      expect(worker.peakMemory()).toBeLessThan(1.25 * GIB);
    });
  },
);
