import { TEST_SERVERS_VARIABLE } from './servers.ts';
import { startTestServers, type RunningTestServers } from './start-test-servers.ts';

/** Setup and teardown run in one process, as two modules: this is what they share. */
export interface SharedByJest {
  tradewindTestServers?: RunningTestServers;
}

export default async function globalSetup(): Promise<void> {
  const running = await startTestServers();
  (globalThis as SharedByJest).tradewindTestServers = running;
  process.env[TEST_SERVERS_VARIABLE] = JSON.stringify(running.servers);
}
