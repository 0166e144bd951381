import { startDemoApi, type DemoApi } from '../../../pipelines/tmdb/demo-api/server.ts';
import type { DemoApiOptions } from '../../../pipelines/tmdb/demo-api/options.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into bodies of every shape
  readonly body: any;
}

/** Asks the demo API for a path below /3 with its first key. */
export async function ask(api: DemoApi, path: string, init: RequestInit = {}): Promise<Answer> {
  const url = new URL(`${api.url}${path}`);
  if (!url.searchParams.has('api_key')) url.searchParams.set('api_key', api.keys[0]!);
  return fetched(url, init);
}

export async function fetched(url: URL | string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

/** Sends JSON to a control end-point. */
export const control = (api: DemoApi, path: string, body: unknown): Promise<Answer> =>
  fetched(`${api.origin}/_control${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** A demo API for all tests of a file, started before the first and closed after the last. */
export function demoApi(options: DemoApiOptions | (() => DemoApiOptions) = {}): () => DemoApi {
  let api: DemoApi | undefined;
  beforeAll(async () => {
    api = await startDemoApi(typeof options === 'function' ? options() : options);
  });
  afterAll(async () => {
    await api?.close();
  });
  return () => api!;
}

/** One demo API for one test. */
export async function withDemoApi<T>(options: DemoApiOptions, use: (api: DemoApi) => Promise<T>): Promise<T> {
  const api = await startDemoApi(options);
  try {
    return await use(api);
  } finally {
    await api.close();
  }
}
