import type { SharedByJest } from './global-setup.ts';

export default async function globalTeardown(): Promise<void> {
  await (globalThis as SharedByJest).tradewindTestServers?.stop();
}
