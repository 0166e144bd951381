import type { Highlights } from '../../../activities/tmdb/notification/highlights.ts';
import type { StageSummary } from '../../../activities/tmdb/notification/run-metrics.ts';
import { runSuccessNotification } from '../../../activities/tmdb/notification/run-success-notification.ts';
import type { RunIdentity } from '../../../activities/tmdb/run-identity.ts';
import { slackChannel } from '../../../activities/notify/slack-channel.ts';
import { smtpChannel } from '../../../activities/notify/smtp-channel.ts';
import { memoryLog, QUICK } from '../../notify/fixtures.ts';
import { readable, startMailServer, type MailServer } from '../../notify/mail-server.ts';
import { answerWith, startWebhookServer, type WebhookServer } from '../../notify/webhook-server.ts';

const RUN: RunIdentity = {
  runId: 'scheduled__2026-01-01T04:00:00+00:00',
  dagId: 'tmdb_batch_pipeline',
  logicalDate: '2026-01-01T04:00:00.000Z',
  tryNumber: 1,
  runType: 'scheduled',
};

const stage = (name: string, more: Partial<StageSummary> = {}): StageSummary => ({
  stage: name,
  datasets: {},
  warnings: [],
  seconds: 1.5,
  ...more,
});

const STAGES: readonly StageSummary[] = [
  stage('bronze_ingest', {
    datasets: { movies: { rowsWritten: 10_434, files: 4, bytes: 5_000_000 } },
    seconds: 65,
  }),
  stage('silver_transform', { qualityPassRate: 0.9987 }),
  stage('gold_aggregate'),
];

const HIGHLIGHTS: Highlights = {
  topGenres: [{ genre: 'Drama', movies: 4_321 }],
  trendingTitles: [{ title: 'Tom & Jerry <3', score: 99.95 }],
};

let mail: MailServer;
let slack: WebhookServer;
beforeEach(async () => {
  mail = await startMailServer();
});
afterEach(async () => {
  await mail.close();
  await slack.close();
});

const notify = async (stages = STAGES, highlights = async () => HIGHLIGHTS) =>
  runSuccessNotification(
    { run: RUN, stages },
    {
      channels: [
        smtpChannel({
          url: `smtp://127.0.0.1:${mail.port}`,
          from: 'a@example.com',
          to: 'b@example.com',
        }),
        slackChannel(slack.url),
      ],
      highlights,
      log: memoryLog() as never,
      policy: QUICK,
    },
  );

test('every channel gets the metrics of the run', async () => {
  slack = await startWebhookServer();
  const result = await notify();
  expect(result).toMatchObject({ delivered: ['e-mail', 'Slack'], warnings: [] });
  const seen = [readable(mail.mails[0]?.raw ?? ''), slack.posts[0]?.body ?? ''];
  for (const text of seen) {
    expect(text).toContain('tmdb_batch_pipeline: run succeeded (scheduled__2026-01-01T04:00:00+00:00)');
    for (const part of ['10,434 rows', '99.87 %', 'Drama', '4,321 movies', '1 min 5 s'])
      expect(text).toContain(part);
  }
});

test("a movie's title is escaped for each channel", async () => {
  slack = await startWebhookServer();
  await notify();
  expect(readable(mail.mails[0]?.raw ?? '')).toContain(
    '<td style="padding:2px 12px 2px 0">Tom &amp; Jerry &lt;3</td>',
  );
  expect(slack.posts[0]?.body).toContain('Tom &amp; Jerry &lt;3');
});

test('a dead channel is a warning of the stage, and the other still gets the message', async () => {
  slack = await startWebhookServer(answerWith(503, 'down'));
  const result = await notify();
  expect(result.delivered).toEqual(['e-mail']);
  expect(result.warnings).toEqual([expect.stringMatching(/^Slack did not take the message \(3 tries\)/)]);
  expect(result.counts).toEqual({ delivered: 1, undelivered: 1 });
});

test('warnings of the stages are told, with the stage they come from', async () => {
  slack = await startWebhookServer();
  const result = await notify([stage('bronze_ingest', { warnings: ['2 movies are gone'] })]);
  expect(result.metrics.warnings).toEqual(['bronze_ingest: 2 movies are gone']);
  expect(slack.posts[0]?.body).toContain('run succeeded with 1 warning');
});

test('a run whose stages say little is told of without empty tables', async () => {
  slack = await startWebhookServer();
  await notify([stage('bronze_ingest')], async () => ({ topGenres: [], trendingTitles: [] }));
  const titles = (slack.posts[0]?.body ?? '').match(/\*[A-Z][a-z ]+\*/g);
  expect(titles).toEqual(['*Durations*']);
});

test('views that cannot be read are a warning, and the message goes out all the same', async () => {
  slack = await startWebhookServer();
  const result = await notify(STAGES, async () => {
    throw new Error('connection refused');
  });
  expect(result.delivered).toEqual(['e-mail', 'Slack']);
  expect(result.warnings).toEqual(['The views could not be read for the notification: connection refused']);
});

test('its result fits an XCom that stays in the history', async () => {
  slack = await startWebhookServer();
  expect(JSON.stringify(await notify()).length).toBeLessThan(16 * 1024);
});
