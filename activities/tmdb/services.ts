import { join } from 'node:path';
import type { Logger } from 'winston';
import { checkEnvironment } from '../../workers/check-environment.ts';
import { createLog } from '../../workers/logging.ts';
import { mongoClient, type Mongo } from '../connectors/mongo.ts';
import { s3ObjectStore } from '../connectors/s3-object-store.ts';
import type { ObjectStore } from '../connectors/object-store.ts';
import { FileCache } from '../lake/file-cache.ts';
import { configuredChannels, readNotifySettings } from '../notify/configuration.ts';
import type { NotifyDependencies } from '../notify/send-to-channels.ts';
import { readTmdbSettings, TMDB_SETTINGS, type TmdbSettings } from './configuration.ts';

/** What the pipeline's handlers share in a process. */
export interface PipelineServices {
  readonly store: ObjectStore;
  readonly cache: FileCache;
  readonly settings: TmdbSettings;
  readonly mongo: Mongo;
  readonly channels: NotifyDependencies['channels'];
  readonly log: Logger;
}

let shared: PipelineServices | undefined;

/**
 * Made once a process, at the first call: a DAG file can be read without any of it.
 * @throws SettingsError that lists every wrong and every missing setting
 */
export function pipelineServices(): PipelineServices {
  shared ??= fromEnvironment(process.env);
  return shared;
}

/** @throws MongoFault that names the address, the cause and the cure */
export async function connectPipelineServices(): Promise<void> {
  await pipelineServices().mongo.check();
}

/** Lets a process end that used the services. */
export async function closePipelineServices(): Promise<void> {
  await shared?.mongo.close();
  shared = undefined;
}

function fromEnvironment(environment: NodeJS.ProcessEnv): PipelineServices {
  const { configuration, maskSecrets } = checkEnvironment(environment, [
    { settings: TMDB_SETTINGS, check: readTmdbSettings },
  ]);
  const { s3Endpoint, s3Region, s3AccessKey, s3SecretKey, home } = configuration;
  const store = s3ObjectStore({
    region: s3Region,
    accessKey: s3AccessKey,
    secretKey: s3SecretKey,
    ...(s3Endpoint === undefined ? {} : { endpoint: s3Endpoint }),
  });
  return {
    store,
    cache: new FileCache({ folder: join(home, 'cache'), store }),
    settings: readTmdbSettings(environment),
    mongo: mongoClient({
      connectionString: configuration.mongoConnectionString,
      database: configuration.mongoDatabase,
    }),
    channels: configuredChannels(readNotifySettings(environment)),
    log: createLog(configuration.logLevel, maskSecrets),
  };
}
