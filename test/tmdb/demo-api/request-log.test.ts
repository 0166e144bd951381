import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, fetched, withDemoApi } from './demo-client.ts';
import { sampleFolder } from './sample-folder.ts';

test('each request is logged with its arrival, path and status, in memory and in the file, without the key', async () => {
  const requestLog = join(mkdtempSync(join(tmpdir(), 'demo-log-')), 'requests.jsonl');
  const before = Date.now();
  const log = await withDemoApi({ data: sampleFolder(), requestLog, latency: 1 }, async (api) => {
    await ask(api, '/movie/11?append_to_response=credits');
    await ask(api, '/movie/99');
    await ask(api, '/movie/popular?api_key=secret');
    await fetched(`${api.origin}/_control/stats`);
    expect(api.stats()).toMatchObject({ movies: 2, requests: 3, byStatus: { 200: 1, 401: 1, 404: 1 } });
    return api.log;
  });
  expect(log.map(({ n, method, path, status }) => [n, method, path, status])).toEqual([
    [1, 'GET', '/3/movie/11?append_to_response=credits&api_key=***', 200],
    [2, 'GET', '/3/movie/99?api_key=***', 404],
    [3, 'GET', '/3/movie/popular?api_key=***', 401],
  ]);
  const arrivals = log.map(({ arrivedMs }) => arrivedMs);
  expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
  expect(arrivals[0]).toBeGreaterThan(before - 1000);
  const lines = readFileSync(requestLog, 'utf8').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(log);
});

test('memory keeps only the newest when told so', async () => {
  await withDemoApi({ data: sampleFolder(), logLimit: 2 }, async (api) => {
    for (const id of [11, 12, 99]) await ask(api, `/movie/${id}`);
    expect(api.log.map(({ n }) => n)).toEqual([2, 3]);
    expect(api.stats().requests).toBe(3);
  });
});
