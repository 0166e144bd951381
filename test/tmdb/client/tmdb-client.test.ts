import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GONE, TmdbClient, type TmdbClientOptions } from '../../../activities/tmdb/client/tmdb-client.ts';
import { startDemoApi, type DemoApi } from '../../../pipelines/tmdb/demo-api/server.ts';
import type { DemoApiOptions } from '../../../pipelines/tmdb/demo-api/options.ts';

const V4_TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJhdWQiOiJkZW1vIn0.c2lnbmF0dXJl';

const running: DemoApi[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(async (api) => api.close()));
});
async function demo(options: DemoApiOptions = {}): Promise<DemoApi> {
  const api = await startDemoApi(options);
  running.push(api);
  return api;
}
const clientOf = (api: DemoApi, options: Partial<TmdbClientOptions> = {}): TmdbClient =>
  new TmdbClient({
    baseUrl: api.url,
    apiKey: api.keys[0]!,
    rateLimit: 1_000,
    retryAttempts: 3,
    quietMs: 0,
    backoff: { firstMs: 1, mostMs: 2 },
    timeoutMs: 500,
    ...options,
  });
const firstMovie = async (client: TmdbClient): Promise<number> => {
  const { parsed } = await client.list('popular', 1);
  return (parsed['results'] as { id: number }[])[0]!.id;
};

describe('a key', () => {
  it('of version 3 goes into the query', async () => {
    const api = await demo({ keys: ['0123456789abcdef'] });
    await clientOf(api).genres();
    expect(api.log[0]!.path).toContain('api_key=');
  });

  it('of version 4 goes into a header', async () => {
    const api = await demo({ keys: [V4_TOKEN] });
    await clientOf(api).genres();
    expect(api.log[0]!.path).not.toContain('api_key');
  });

  it.each(['wrong-v3-key', V4_TOKEN])(
    "D1: that is refused stops at once, in the API's own words and without the key: %s",
    async (apiKey) => {
      const api = await demo({ keys: ['right'] });
      const refused = clientOf(api, { apiKey }).genres();
      await expect(refused).rejects.toMatchObject({ type: 'TmdbUnauthorized', nonRetryable: true });
      await expect(refused).rejects.toThrow(
        /401: "Invalid API key: You must be granted a valid key\.".*TMDB_API_KEY/,
      );
      await expect(refused).rejects.not.toThrow(apiKey);
      expect(api.log).toHaveLength(1);
    },
  );

  it("is hidden where a proxy's error page quotes the request", async () => {
    const proxy = createServer((request, response) =>
      response.writeHead(400).end(`cannot GET ${request.url}`),
    );
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/3`;
    const client = new TmdbClient({
      baseUrl,
      apiKey: 'my-own-key',
      rateLimit: 100,
      retryAttempts: 0,
      quietMs: 0,
    });
    await expect(client.genres()).rejects.toThrow(/answered 400 .*api_key=\*\*\*/);
    proxy.closeAllConnections();
    proxy.close();
  });
});

describe('an answer', () => {
  it("carries the API's own characters and its own date", async () => {
    const api = await demo({ date: '2026-03-01T10:00:00Z', malformed: true });
    const { body, date, parsed } = await clientOf(api).list('popular', 1);
    expect(JSON.parse(body)).toEqual(parsed);
    expect(date).toMatch(/^2026-03-01T10:00:0\d\.000Z$/);
  });

  it('of a movie has its credits and its first page of reviews in one request', async () => {
    const api = await demo();
    const client = clientOf(api);
    const id = await firstMovie(client);
    const answer = await client.movie(String(id));
    expect(answer).toMatchObject({
      parsed: { id, credits: { cast: expect.any(Array) as unknown }, reviews: { page: 1 } },
    });
    expect(api.log).toHaveLength(2);
  });

  it.each([
    ['a movie that is gone', async (client: TmdbClient) => client.movie('2147483647')],
    ['reviews of a movie that is gone', async (client: TmdbClient) => client.reviews('2147483647', 2)],
  ])('404 of %s is no error', async (_name, ask) => {
    await expect(ask(clientOf(await demo()))).resolves.toBe(GONE);
  });

  it('404 to a list means that the address is wrong', async () => {
    const api = await demo();
    const client = clientOf(api, { baseUrl: `${api.origin}/4` });
    await expect(client.genres()).rejects.toThrow(/no genre\/movie\/list \(404\)\. Check TMDB_BASE_URL/);
  });

  it("400 is not asked again, and told in the API's own words", async () => {
    const api = await demo();
    const refused = clientOf(api).list('popular', 501);
    await expect(refused).rejects.toMatchObject({ type: 'TmdbRefused', nonRetryable: true });
    await expect(refused).rejects.toThrow(/Pages start at 1 and max at 500/);
    expect(api.log).toHaveLength(1);
  });

  it('is refused before it is asked for where there is no such list', async () => {
    await expect(clientOf(await demo()).list('best', 1)).rejects.toThrow(
      /'best' is no category.*popular, top_rated/,
    );
  });
});

it.each(['500', '502', '503', '504', '429', 'reset', 'timeout', 'truncated', 'half-json'] as const)(
  'D1: every page arrives although a third of the requests ends in %s',
  async (kind) => {
    const api = await demo({ faults: { share: 0.33, seed: 7, kinds: [kind] } });
    const client = clientOf(api, { retryAttempts: 10 });
    const pages = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => client.list('popular', index + 1)),
    );
    expect(pages.map(({ parsed }) => parsed['page'])).toEqual(pages.map((_, index) => index + 1));
    expect(api.stats().faults[kind]).toBeGreaterThan(0);
    expect(client.counts.requests).toBe(api.stats().requests);
    expect(client.counts.retries).toBe(api.stats().faults[kind]);
  },
  60_000,
);

it('the rate holds over any second at the API, retries counted', async () => {
  const rateLimit = 20;
  const api = await demo({ faults: { share: 0.3, seed: 3, kinds: ['500', 'reset', 'half-json'] } });
  const client = clientOf(api, { rateLimit, retryAttempts: 10 });
  await Promise.all(Array.from({ length: 50 }, async (_, index) => client.list('popular', index + 1)));
  const arrivals = api.log.map((entry) => entry.arrivedMs);
  const inSecondFrom = (from: number): number =>
    arrivals.filter((at) => at >= from && at <= from + 1000).length;
  expect(arrivals.length).toBeGreaterThan(50);
  expect(Math.max(...arrivals.map(inSecondFrom))).toBeLessThanOrEqual(rateLimit);
}, 60_000);

it('waits as long as 429 asks for, and then gets everything', async () => {
  const api = await demo({ rate: 5 });
  const client = clientOf(api, { retryAttempts: 0 });
  const pages = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => client.list('popular', index + 1)),
  );
  expect(pages).toHaveLength(8);
  expect(client.counts.throttled).toBe(api.stats().byStatus['429']);
  expect(client.counts.throttled).toBeGreaterThan(0);
}, 60_000);

it('an abort ends the request under way', async () => {
  const controller = new AbortController();
  const api = await demo({ faults: { share: 1, kinds: ['timeout'] } });
  const asked = clientOf(api, { signal: controller.signal, timeoutMs: 60_000 }).genres();
  while (api.log.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  controller.abort(new Error('the run was cancelled'));
  await expect(asked).rejects.toThrow('the run was cancelled');
});
