import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findServer, requireVersion } from '../install/find-server.ts';
import { installOnce, requireInstalled, serversFolder } from '../install/install-folder.ts';
import { installJars, jarFile } from '../install/jars.ts';
import { installMongod } from '../install/mongod-download.ts';
import { MONGO_STAND_IN, MONGOD } from '../install/pins.ts';
import { runCommand } from '../install/run-command.ts';
import type { ServerCommand } from './server-command.ts';
import type { FindOptions } from './temporal-server.ts';

export interface FoundMongo {
  readonly kind: 'mongod' | 'stand-in';
  readonly version: string;
  readonly source: string;
  /** `mongod` itself, or the folder of the stand-in's jars. */
  readonly path: string;
}

const LAUNCHER = fileURLToPath(new URL('./MongoStandIn.java', import.meta.url));

/**
 * The real `mongod` where there is one, else a stand-in that speaks its wire protocol, from Maven.
 * @throws StackError `server_not_found`
 */
export function findMongo(options: FindOptions): Promise<FoundMongo> {
  const jars = join(serversFolder(options.home), `mongo-java-server-${MONGO_STAND_IN.version}`);
  const mongodFolder = join(serversFolder(options.home), `mongod-${MONGOD.version}`);
  const downloaded = join(mongodFolder, 'bin', 'mongod');
  return findServer(
    'MongoDB',
    [
      {
        name: 'address in the environment',
        attempt: () => Promise.reject(new Error('MONGODB_CONNECTION_STRING is not set')),
      },
      { name: 'PATH', attempt: () => mongodAt('mongod', 'PATH') },
      {
        name: 'mongod installed before',
        attempt: async () => {
          await requireInstalled(downloaded);
          return mongodAt(downloaded, `installed at ${downloaded}`);
        },
      },
      {
        name: 'stand-in installed before',
        attempt: async () => {
          await requireInstalled(jars);
          return standInAt(jars, `installed in ${jars}`);
        },
      },
      {
        name: `Maven Central (mongo-java-server ${MONGO_STAND_IN.version})`,
        attempt: async () => {
          await requireJava();
          options.say(`installing mongo-java-server ${MONGO_STAND_IN.version} from Maven Central`);
          await installOnce(jars, (staging) => installJars(MONGO_STAND_IN.jars, staging, options.signal));
          return standInAt(jars, 'Maven Central');
        },
      },
      {
        name: "vendor's download",
        attempt: async () => {
          options.say(`downloading MongoDB ${MONGOD.version} from its vendor`);
          await installOnce(mongodFolder, (staging) => installMongod(staging, options.signal));
          return mongodAt(downloaded, "vendor's download");
        },
      },
    ],
    `Put 'mongod' ${MONGOD.oldest} or later or a JDK ${MONGO_STAND_IN.oldestJava} or later ('java') on PATH, or mend one of these.`,
  );
}

async function mongodAt(path: string, source: string): Promise<FoundMongo> {
  const output = await runCommand(path, ['--version'], { timeoutSeconds: 20 });
  const version = requireVersion('mongod', output, MONGOD.oldest);
  return { kind: 'mongod', version: `mongod ${version}`, source, path };
}

async function standInAt(jars: string, source: string): Promise<FoundMongo> {
  await requireJava();
  const version = `mongo-java-server ${MONGO_STAND_IN.version} (stand-in for MongoDB: no transactions, no authentication)`;
  return { kind: 'stand-in', version, source, path: jars };
}

async function requireJava(): Promise<void> {
  const output = await runCommand('java', ['-version'], { timeoutSeconds: 30 });
  requireVersion('java', output.replace(/"(\d+)"/, '"$1.0"'), `${MONGO_STAND_IN.oldestJava}.0`);
}

export interface MongoServerOptions {
  readonly port: number;
  /** Each kind keeps its files in a folder of its own below it. */
  readonly dataFolder: string;
}

/** The file or folder of this kind's data: the two cannot read each other's. */
export const mongoDataFolder = (found: FoundMongo, folder: string): string => join(folder, found.kind);

export function mongoCommand(found: FoundMongo, options: MongoServerOptions): ServerCommand {
  const folder = mongoDataFolder(found, options.dataFolder);
  const port = String(options.port);
  if (found.kind === 'mongod') {
    return {
      command: found.path,
      args: ['--dbpath', folder, '--port', port, '--bind_ip', '127.0.0.1', '--nounixsocket', '--quiet'],
    };
  }
  const classPath = MONGO_STAND_IN.jars.map((jar) => join(found.path, jarFile(jar))).join(':');
  return {
    command: 'java',
    args: ['-Xmx1g', '-XX:+UseSerialGC', '-cp', classPath, LAUNCHER, port, join(folder, 'data.mv')],
  };
}
