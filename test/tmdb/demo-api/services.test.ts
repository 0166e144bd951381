import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { services } from '../../../pipelines/tmdb/services.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test('the service comes up on its port and takes the key it exports', async () => {
  const [service] = services;
  const folder = mkdtempSync(join(tmpdir(), 'demo-service-'));
  const port = await freePort();
  const { command, args } = service!.command({ port, folder, environment: { TRADEWIND_SHARED: folder } });
  const child = spawn(command, args, { cwd: folder, stdio: 'ignore' });
  try {
    const isReady = async (): Promise<boolean> =>
      fetch(service!.readyUrl(port)).then(
        ({ ok }) => ok,
        () => false,
      );
    while (!(await isReady())) {
      if (child.exitCode !== null) throw new Error(`it ended with exit code ${child.exitCode}`);
      await sleep(50);
    }
    const { TMDB_BASE_URL: url, TMDB_API_KEY: key } = service!.environment(port);
    const answer = await fetch(`${url}/movie/popular?api_key=${key}`);
    expect(await answer.json()).toMatchObject({ total_results: 3201 });
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  }
});
