import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedPost {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WebhookServer {
  /** Slack's form of an address: its last part is the secret. */
  readonly url: string;
  readonly posts: readonly ReceivedPost[];
  close(): Promise<void>;
}

export const WEBHOOK_SECRET = 'XXXXsecretXXXX';

/** A real HTTP server in Slack's place. @param answer of the n-th request, from 1; answers `ok` where it does nothing */
export async function startWebhookServer(
  answer: (request: number, response: ServerResponse) => void = () => undefined,
): Promise<WebhookServer> {
  const posts: ReceivedPost[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      posts.push({ path: request.url ?? '', headers: request.headers, body });
      answer(posts.length, response);
      if (!response.headersSent && !response.writableEnded && !silent.has(response)) response.end('ok');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/services/T0/B0/${WEBHOOK_SECRET}`,
    posts,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const silent = new WeakSet<ServerResponse>();

/** Never answers. */
export const neverAnswer = (_request: number, response: ServerResponse): void => {
  silent.add(response);
};

export const answerWith =
  (status: number, text: string, headers: Record<string, string> = {}) =>
  (_request: number, response: ServerResponse): void => {
    response.writeHead(status, headers).end(text);
  };
