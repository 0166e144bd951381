import { FAULT_KINDS, faultOf, NO_FAULTS } from '../../../pipelines/tmdb/demo-api/faults.ts';
import { RateGate } from '../../../pipelines/tmdb/demo-api/rate-gate.ts';
import { ask, control, demoApi, withDemoApi } from './demo-client.ts';
import { sampleFolder } from './sample-folder.ts';

const REQUESTS = 20_000;
const sequence = (seed: number, share: number): (string | undefined)[] =>
  Array.from({ length: REQUESTS }, (_, n) => faultOf({ ...NO_FAULTS, seed, share }, n + 1));

describe('the plan of faults', () => {
  test('is the same for the same seed and another for another', () => {
    expect(sequence(7, 0.2)).toEqual(sequence(7, 0.2));
    expect(sequence(7, 0.2)).not.toEqual(sequence(8, 0.2));
  });

  test.each([0, 0.1, 0.6, 1])('with a share of %d about that many requests fail', (share) => {
    const failed = sequence(3, share).filter((fault) => fault !== undefined).length;
    expect(failed / REQUESTS).toBeGreaterThanOrEqual(share * 0.9);
    expect(failed / REQUESTS).toBeLessThanOrEqual(share * 1.1);
  });

  test('uses every kind', () => {
    expect(new Set(sequence(1, 1))).toEqual(new Set(FAULT_KINDS));
  });
});

describe('what a client sees of a fault', () => {
  const api = demoApi(() => ({ data: sampleFolder() }));
  const withFault = (kind: string) => control(api(), '/faults', { share: 1, kinds: [kind] });

  test.each([
    ['500', 500, 11],
    ['502', 502, 43],
    ['503', 503, 9],
    ['504', 504, 24],
    ['429', 429, 25],
  ])('%s: an answer in the shape of TMDB', async (kind, status, code) => {
    await withFault(kind);
    const answer = await ask(api(), '/movie/11');
    expect([answer.status, answer.body.status_code]).toEqual([status, code]);
    expect(answer.headers.get('retry-after')).toBe(kind === '429' ? '1' : null);
  });

  test('reset: the connection is cut before an answer', async () => {
    await withFault('reset');
    await expect(ask(api(), '/movie/11')).rejects.toThrow('fetch failed');
  });

  test('truncated: it is cut in the middle of the body', async () => {
    await withFault('truncated');
    const response = await fetch(`${api().url}/movie/11?api_key=${api().keys[0]}`);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  test('half-json: the body is whole for HTTP and broken for JSON', async () => {
    await withFault('half-json');
    await expect(ask(api(), '/movie/11')).rejects.toThrow(SyntaxError);
  });

  test('timeout: no answer until the client gives up', async () => {
    await withFault('timeout');
    const signal = AbortSignal.timeout(200);
    await expect(ask(api(), '/movie/11', { signal })).rejects.toThrow(/timeout|aborted/);
  });

  test('each is in the log, those without an answer with status 0', () => {
    const seen = Object.fromEntries(api().log.map(({ fault, status }) => [fault, status]));
    expect(seen).toEqual({
      500: 500,
      502: 502,
      503: 503,
      504: 504,
      429: 429,
      reset: 0,
      truncated: 200,
      'half-json': 200,
      timeout: 0,
    });
  });
});

test('closing ends requests that were left without an answer', async () => {
  const pending = await withDemoApi(
    { data: sampleFolder(), faults: { share: 1, kinds: ['timeout'] } },
    async (api) => {
      const request = ask(api, '/movie/11').catch((error: Error) => error.message);
      while (api.log.length === 0) await new Promise((resolve) => setImmediate(resolve));
      return [request];
    },
  );
  expect(await pending[0]).toBe('fetch failed');
});

test.each([
  ['the first four of a second pass, the fifth does not', [0, 10, 20, 30, 999], [4]],
  ['when the oldest is a second old there is room again', [0, 10, 20, 30, 1000], []],
  ['a refused request does not count', [0, 1, 2, 3, 4, 5, 1000], [4, 5]],
])('the rate limit: %s', (_what, arrivals, refused) => {
  const gate = new RateGate(4);
  const places = arrivals.flatMap((moment, place) => (gate.overLimit(moment) === undefined ? [] : [place]));
  expect(places).toEqual(refused);
});

test('above the rate the answer is 429 with Retry-After and the count', async () => {
  await withDemoApi({ data: sampleFolder(), rate: 2 }, async (api) => {
    const answers = await Promise.all([11, 12, 11].map((id) => ask(api, `/movie/${id}`)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(refused[0]!.headers.get('retry-after')).toBe('1');
    expect(refused[0]!.body).toEqual({
      success: false,
      status_code: 25,
      status_message: 'Your request count (3) is over the allowed limit of (2).',
    });
  });
});
