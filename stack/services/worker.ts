import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../workers/home.ts';
import type { StackService } from '../stack-service.ts';

/** What the worker logs once it polls. */
const READY_LINE = 'worker ready';

export const workerService: StackService = {
  name: 'worker',
  // It bundles the workflows before it polls, which is slow on a busy machine.
  readySeconds: 120,
  graceSeconds: 30,
  last: true,
  elsewhere: () => undefined,
  async plan(context) {
    const { version } = JSON.parse(await readFile(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    return {
      command: process.execPath,
      args: [join(PACKAGE_ROOT, 'bin', 'tradewind.js'), 'worker'],
      address: context.environment['TEMPORAL_ADDRESS'] ?? '',
      version: `tradewind ${version}, Node ${process.versions.node}`,
      source: 'this package',
      offers: {},
      answers: async () => {
        const log = await readFile(context.logFile, 'utf8');
        if (!log.includes(READY_LINE)) throw new Error(`its log does not say '${READY_LINE}' yet`);
      },
    };
  },
};
