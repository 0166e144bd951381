import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { TASK_QUEUE } from '../../engine/names.ts';
import { PACKAGE_ROOT } from '../../workers/home.ts';
import { testServers } from '../support/servers.ts';

const NAMESPACE = 'docker-health';
const { temporalAddress: address } = testServers();

/** The health check as the container runs it. */
async function check(environment: Record<string, string> = {}): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'docker/worker-health.ts'], {
    cwd: PACKAGE_ROOT,
    env: { ...process.env, TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: NAMESPACE, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 60_000,
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const [code] = (await once(child, 'close')) as [unknown];
  return { code, said };
}

/** A namespace of its own, so that no other test's worker polls the same queue. */
beforeAll(async () => {
  const connection = await Connection.connect({ address });
  await connection.workflowService.registerNamespace({
    namespace: NAMESPACE,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  await connection.close();
}, 60_000);

test('without a worker it fails and names the host and the queue', async () => {
  const { code, said } = await check();
  expect(code).toBe(1);
  expect(said).toMatch(/polls the task queue 'tradewind'|Namespace docker-health is not found/);
}, 60_000);

test('without Temporal it fails and names the address', async () => {
  const { code, said } = await check({ TEMPORAL_ADDRESS: '127.0.0.1:9' });
  expect(code).toBe(1);
  expect(said).toContain('127.0.0.1:9');
}, 60_000);

test('while a worker of this host polls it succeeds', async () => {
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    namespace: NAMESPACE,
    taskQueue: TASK_QUEUE,
    activities: { nothing: async () => undefined },
  });
  const result = await worker.runUntil(async () => {
    let last = await check();
    // The first poll may still be under way.
    for (let tries = 1; tries < 5 && last.code !== 0; tries += 1) last = await check();
    return last;
  });
  await connection.close();
  expect(result).toEqual({ code: 0, said: '' });
}, 120_000);
