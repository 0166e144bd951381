import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ScriptedApi {
  readonly baseUrl: string;
  /** Path and query of every request, without the key. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

export interface ScriptedList {
  readonly results: readonly unknown[];
  readonly total_pages?: unknown;
}

/**
 * An API whose list pages a test writes itself, for what the demo API would never answer. Movies have no more details
 * than their id, and there are no genres.
 */
export async function startScriptedApi(
  list: (category: string, page: number) => ScriptedList,
): Promise<ScriptedApi> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
    const name = pathname.split('/').at(-1)!;
    const page = Number(searchParams.get('page') ?? 0);
    asked.push(page === 0 ? pathname : `${pathname}?page=${page}`);
    response.writeHead(200, { date: 'Sun, 01 Mar 2026 04:30:00 GMT' });
    if (pathname.startsWith('/genre/')) response.end('{"genres":[]}');
    else response.end(page === 0 ? `{"id":${name}}` : JSON.stringify(list(name, page)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
