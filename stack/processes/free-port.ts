import { createServer } from 'node:net';

const HOST = '127.0.0.1';

/**
 * A TCP port of 127.0.0.1 that nobody listens on.
 * @param preferred taken when it is free, so that a stack that is alone has the well-known ports
 */
export async function freePort(preferred?: number): Promise<number> {
  const port = preferred === undefined ? undefined : await listenOnce(preferred).catch(() => undefined);
  return port ?? listenOnce(0);
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: HOST, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no TCP address'));
        else resolve(address.port);
      });
    });
  });
}
