import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  HttpClient,
  HttpGaveUp,
  UnreadableAnswer,
  type HttpClientOptions,
} from '../../activities/connectors/http-client.ts';
import type { HttpAnswer } from '../../activities/connectors/http-get.ts';
import { RateLimiter } from '../../activities/connectors/http-rate-limiter.ts';
import { backoffMs, retryAfterMs } from '../../activities/connectors/http-retry.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that answers the n-th request (from 0) by the n-th listener, and by the last from then on. */
async function serve(...listeners: RequestListener[]): Promise<{ url: URL; arrivals: number[] }> {
  const arrivals: number[] = [];
  const server = createServer((request, response) => {
    arrivals.push(performance.now());
    listeners[Math.min(arrivals.length, listeners.length) - 1]!(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/path?api_key=hidden-key`), arrivals };
}

const answer =
  (status: number, body = '', headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);
const reset: RequestListener = (request) => void request.socket.destroy();
const silence: RequestListener = () => undefined;
const truncated: RequestListener = (request, response) => {
  response.writeHead(200, { 'content-length': '100' });
  response.write('{"half":', () => request.socket.destroy());
};

const client = (options: Partial<HttpClientOptions> = {}): HttpClient =>
  new HttpClient({
    limiter: new RateLimiter({ perSecond: 1_000, quietMs: 0 }),
    retryAttempts: 3,
    backoff: { firstMs: 1, mostMs: 2 },
    timeoutMs: 2_000,
    ...options,
  });
const json = ({ status, body }: HttpAnswer): unknown => {
  if (status !== 200) return status;
  try {
    return JSON.parse(body);
  } catch {
    throw new UnreadableAnswer('the body is not JSON');
  }
};

describe('a failure that may pass', () => {
  it.each<[string, RequestListener]>([
    ['500', answer(500)],
    ['502 with a page instead of JSON', answer(502, '<html>')],
    ['503', answer(503)],
    ['504', answer(504)],
    ['a reset', reset],
    ['a body cut off', truncated],
    ['half a JSON text', answer(200, '{"half":')],
    ['429 without a word on when', answer(429)],
    ['429 with a date in the past', answer(429, '', { 'retry-after': new Date(0).toUTCString() })],
  ])('is tried again: %s', async (_name, failure) => {
    const { url, arrivals } = await serve(failure, failure, answer(200, '{"ok":true}'));
    const http = client();
    await expect(http.get(url, json)).resolves.toEqual({ ok: true });
    expect(arrivals).toHaveLength(3);
    expect(http.counts).toMatchObject({ requests: 3, retries: 2 });
  });

  it('is tried again: an answer that takes too long', async () => {
    const { url } = await serve(silence, answer(200, '1'));
    await expect(client({ timeoutMs: 100 }).get(url, json)).resolves.toBe(1);
  });

  it.each([
    [0, 1],
    [3, 4],
  ])(
    'is given up on after %d retries, with the last cause and without the query',
    async (retryAttempts, tries) => {
      const { url, arrivals } = await serve(answer(503));
      const failure = client({ retryAttempts }).get(url, json);
      await expect(failure).rejects.toThrow(HttpGaveUp);
      await expect(failure).rejects.toThrow(new RegExp(`/path failed ${tries} times?, last with: HTTP 503$`));
      await expect(failure).rejects.not.toThrow(/hidden-key/);
      expect(arrivals).toHaveLength(tries);
    },
  );

  it('says that nobody listens', async () => {
    const failure = client({ retryAttempts: 1 }).get(
      new URL('http://127.0.0.1:1/path?api_key=hidden-key'),
      json,
    );
    await expect(failure).rejects.toMatchObject({ unreachable: true });
    await expect(failure).rejects.toThrow(/127\.0\.0\.1:1/);
    await expect(failure).rejects.not.toThrow(/hidden-key/);
  });
});

it.each([204, 301, 400, 401, 404, 422])(
  'status %d is for the reader to judge, and not tried again',
  async (status) => {
    const { url, arrivals } = await serve(answer(status));
    await expect(client().get(url, json)).resolves.toBe(status);
    expect(arrivals).toHaveLength(1);
  },
);

describe('Retry-After', () => {
  it('holds back every request of the client for as long as the server asks', async () => {
    const limited = await serve(answer(429, '', { 'retry-after': '1' }), answer(200, '1'));
    const other = await serve(answer(200, '2'));
    const http = client();
    const first = http.get(limited.url, json);
    while (http.counts.throttled === 0) await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([first, http.get(other.url, json)]);
    const refusedAt = limited.arrivals[0]!;
    expect(limited.arrivals[1]! - refusedAt).toBeGreaterThanOrEqual(1_000);
    expect(other.arrivals[0]! - refusedAt).toBeGreaterThanOrEqual(1_000);
  });

  it('does not use up the tries kept for failures, but ends some time', async () => {
    const { url, arrivals } = await serve(answer(429, '', { 'retry-after': '0' }));
    await expect(client({ retryAttempts: 0 }).get(url, json)).rejects.toThrow(
      /failed 11 times, last with: HTTP 429/,
    );
    expect(arrivals).toHaveLength(11);
  });

  it('is not waited for when it is longer than a task should sleep', async () => {
    const { url } = await serve(answer(503, '', { 'retry-after': '86400' }));
    await expect(client().get(url, json)).rejects.toThrow(/HTTP 503, which asks to come back in 86400 s/);
  });

  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['a date, by our clock', { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }, 9_000],
    [
      "a date, by the server's clock",
      { 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT', date: 'Thu, 01 Jan 2026 00:00:04 GMT' },
      5_000,
    ],
    ['a date gone by', { 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' }, 0],
    ['nonsense', { 'retry-after': 'soon' }, undefined],
    ['nothing', {}, undefined],
  ])('is read as %s', (_name, headers, expected) => {
    expect(retryAfterMs(new Headers(headers as Record<string, string>), now)).toBe(expected);
  });
});

it.each([
  [1, 0, 250],
  [1, 0.5, 500],
  [2, 0.5, 1_000],
  [3, 0.999, 2_998],
  [50, 0.5, 30_000],
])('after failure %d the pause doubles, spread (at %d), up to a cap: %d ms', (failures, random, expected) => {
  expect(backoffMs(failures, undefined, random)).toBe(expected);
});

it('an abort reaches the request under way', async () => {
  const controller = new AbortController();
  const { url } = await serve(() => controller.abort(new Error('the run was cancelled')));
  await expect(client().get(url, json, controller.signal)).rejects.toThrow('the run was cancelled');
});
