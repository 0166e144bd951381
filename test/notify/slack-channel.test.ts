import { sendToChannels } from '../../activities/notify/send-to-channels.ts';
import { slackChannel } from '../../activities/notify/slack-channel.ts';
import { memoryLog, MESSAGE, QUICK } from './fixtures.ts';
import {
  answerWith,
  neverAnswer,
  startWebhookServer,
  WEBHOOK_SECRET,
  type WebhookServer,
} from './webhook-server.ts';

let server: WebhookServer;
afterEach(async () => server.close());

const send = async (policy = QUICK) => {
  const log = memoryLog();
  const report = await sendToChannels(MESSAGE, {
    channels: [slackChannel(server.url)],
    log: log as never,
    policy,
  });
  return { ...report, log };
};

test('posts one JSON body with a text for notifications and blocks', async () => {
  server = await startWebhookServer();
  const { delivered, warnings } = await send();
  expect({ delivered, warnings }).toEqual({ delivered: ['Slack'], warnings: [] });
  expect(server.posts).toHaveLength(1);
  expect(server.posts[0]?.headers['content-type']).toMatch('application/json');
  const body = JSON.parse(server.posts[0]?.body ?? '') as { text: string; blocks: { type: string }[] };
  expect(body.text).toBe('❌ orders.load: task failed');
  expect(body.blocks.map(({ type }) => type)).toEqual(['header', 'section', 'section', 'section']);
});

test('an answer of 500 is tried again until it is taken', async () => {
  const broken = answerWith(500, 'rollup_error');
  server = await startWebhookServer((request, response) => {
    if (request < 3) broken(request, response);
  });
  expect((await send()).warnings).toEqual([]);
  expect(server.posts).toHaveLength(3);
});

test('Retry-After is obeyed before the next try', async () => {
  const times: number[] = [];
  server = await startWebhookServer((request, response) => {
    times.push(performance.now());
    if (request === 1) answerWith(429, 'rate_limited', { 'retry-after': '1' })(request, response);
  });
  expect((await send()).warnings).toEqual([]);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(950);
});

test.each([
  [
    'stays broken',
    answerWith(503, 'down'),
    3,
    /Slack did not take the message \(3 tries\): it answered 503: down/,
  ],
  ['is gone', answerWith(404, 'no_service'), 1, /\(1 try\): it answered 404: no_service/],
  ['redirects elsewhere', answerWith(302, '', { location: 'http://127.0.0.1:1/' }), 1, /it answered 302/],
  [
    'wants a longer pause than there is time',
    answerWith(429, 'busy', { 'retry-after': '3600' }),
    1,
    /429: busy/,
  ],
])('a webhook that %s becomes a warning with the cure', async (_how, answer, requests, warning) => {
  server = await startWebhookServer(answer);
  const { warnings, delivered } = await send();
  expect(warnings).toEqual([expect.stringMatching(warning)]);
  expect(warnings[0]).toContain('Check SLACK_WEBHOOK_URL');
  expect(delivered).toEqual(['log']);
  expect(server.posts).toHaveLength(requests);
});

test('a webhook that never answers is given up after its timeout', async () => {
  server = await startWebhookServer(neverAnswer);
  const { warnings } = await send({ ...QUICK, tries: 2, timeoutMs: 50 });
  expect(warnings).toEqual([expect.stringMatching(/\(2 tries\): no answer within 50 ms/)]);
});

test('its address stands in no warning and no log, even when the server repeats it', async () => {
  server = await startWebhookServer((request, response) =>
    answerWith(500, `cannot post to ${server.url} (${WEBHOOK_SECRET})`)(request, response),
  );
  const { warnings, log } = await send();
  expect(JSON.stringify([warnings, log.lines])).not.toContain(WEBHOOK_SECRET);
  expect(warnings[0]).toContain('***');
});
