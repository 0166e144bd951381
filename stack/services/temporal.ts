import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../processes/free-port.ts';
import { temporalAnswers } from '../servers/answers.ts';
import { provisionTemporal } from '../servers/provision-temporal.ts';
import { findTemporal, temporalCommand } from '../servers/temporal-server.ts';
import { addressFrom, type StackService } from '../stack-service.ts';

const WELL_KNOWN = { port: 7233, uiPort: 8233 };

export const temporalService: StackService = {
  name: 'temporal',
  readySeconds: 60,
  graceSeconds: 10,
  elsewhere: (environment) => addressFrom(environment, 'TEMPORAL_ADDRESS'),
  async plan(context) {
    const found = await findTemporal(context);
    const [port, uiPort] = [await freePort(WELL_KNOWN.port), await freePort(WELL_KNOWN.uiPort)];
    const address = `127.0.0.1:${port}`;
    await mkdir(context.folder, { recursive: true });
    return {
      ...temporalCommand(found, { port, uiPort, dataFile: join(context.folder, 'temporal.db') }),
      address,
      version: found.version,
      source: found.source,
      ui: `http://127.0.0.1:${uiPort}`,
      offers: { TEMPORAL_ADDRESS: address },
      answers: () => temporalAnswers(address),
      provision: () => provisionTemporal(address),
    };
  },
};
