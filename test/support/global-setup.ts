import { TEST_SERVERS_VARIABLE } from './servers.ts';
import { startTestServers, type RunningTestServers } from './start-test-servers.ts';

/** Setup and teardown run in one process, as two modules: this is what they share. */
export interface SharedByJest {
  tradewindTestServers?: RunningTestServers;
}

export default async function globalSetup(): Promise<void> {
  // The AWS SDK would say in every test process which Node.js it will need next year.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  const running = await startTestServers();
  (globalThis as SharedByJest).tradewindTestServers = running;
  process.env[TEST_SERVERS_VARIABLE] = JSON.stringify(running.servers);
}
