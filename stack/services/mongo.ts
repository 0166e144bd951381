import { mkdir } from 'node:fs/promises';
import { freePort } from '../processes/free-port.ts';
import { mongoAnswers } from '../servers/answers.ts';
import { findMongo, mongoCommand, mongoDataFolder } from '../servers/mongo-server.ts';
import { addressFrom, type StackService } from '../stack-service.ts';

const WELL_KNOWN_PORT = 27_017;

export const mongoService: StackService = {
  name: 'mongo',
  readySeconds: 60,
  graceSeconds: 15,
  elsewhere: (environment) => addressFrom(environment, 'MONGODB_CONNECTION_STRING'),
  async plan(context) {
    const found = await findMongo(context);
    const port = await freePort(WELL_KNOWN_PORT);
    const address = `mongodb://127.0.0.1:${port}`;
    await mkdir(mongoDataFolder(found, context.folder), { recursive: true });
    return {
      ...mongoCommand(found, { port, dataFolder: context.folder }),
      address,
      version: found.version,
      source: found.source,
      ...(found.kind === 'stand-in' ? { standsInFor: 'MongoDB' } : {}),
      offers: {
        MONGODB_CONNECTION_STRING: address,
        MONGODB_DATABASE: context.environment['MONGODB_DATABASE'] ?? 'moviedb',
      },
      answers: () => mongoAnswers(address),
    };
  },
};
