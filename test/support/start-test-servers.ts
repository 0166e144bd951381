import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Guardian } from '../../stack/processes/guardian.ts';
import { launch } from '../../stack/processes/launched-process.ts';
import { freePort } from '../../stack/processes/free-port.ts';
import { waitUntilReady } from '../../stack/processes/wait-until.ts';
import { mongoAnswers, s3Answers, temporalAnswers } from '../../stack/servers/answers.ts';
import { findMongo, mongoCommand, mongoDataFolder } from '../../stack/servers/mongo-server.ts';
import { provisionTemporal } from '../../stack/servers/provision-temporal.ts';
import { findRclone, s3Command } from '../../stack/servers/s3-server.ts';
import type { ServerCommand } from '../../stack/servers/server-command.ts';
import { findTemporal, temporalCommand } from '../../stack/servers/temporal-server.ts';
import { tradewindHome } from '../../workers/home.ts';
import type { TestServers } from './servers.ts';

const BUCKETS = ['bronze-data', 'silver-data', 'gold-data', 'tradewind'];
const READY_SECONDS = 60;

export interface RunningTestServers {
  readonly servers: TestServers;
  stop(): Promise<void>;
}

/** Starts all three beside each other on free ports; nothing outlives `stop()` or this process. */
export async function startTestServers(): Promise<RunningTestServers> {
  return starting(async (start, folder) => {
    const [temporalAddress, s3, mongo] = await Promise.all([
      startTemporal(start),
      startS3(folder, start),
      startMongo(folder, start),
    ]);
    return { temporalAddress, s3, mongo };
  });
}

/** A Temporal server of a test's own, with settings that would disturb others, e.g. `limit.historyCount.suggestContinueAsNew=40`. */
export async function startOwnTemporal(
  dynamicConfig: readonly string[],
): Promise<{ readonly temporalAddress: string; stop(): Promise<void> }> {
  const started = await starting(async (start) => startTemporal(start, dynamicConfig));
  return { temporalAddress: started.servers, stop: () => started.stop() };
}

async function starting<Servers>(
  startAll: (start: Start, folder: string) => Promise<Servers>,
): Promise<{ readonly servers: Servers; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tradewind-test-'));
  const guardian = new Guardian();
  guardian.removeLater(folder);
  const stop = (): Promise<void> => guardian.cleanUp();
  const start = async (name: string, server: ServerCommand, answers: () => Promise<void>): Promise<void> => {
    const logFile = join(folder, `${name}.log`);
    const launched = await launch({
      name,
      logFile,
      command: server.command,
      args: server.args,
      environment: { ...process.env, ...server.environment },
    });
    guardian.endLater(launched.identity);
    await waitUntilReady(launched, answers, { name, logFile, seconds: READY_SECONDS });
  };
  try {
    return { servers: await startAll(start, folder), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Start = (name: string, server: ServerCommand, answers: () => Promise<void>) => Promise<void>;

const finding = () => ({
  home: tradewindHome(),
  say: (line: string) => void process.stderr.write(`${line}\n`),
});

async function startTemporal(start: Start, dynamicConfig: readonly string[] = []): Promise<string> {
  const found = await findTemporal(finding());
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const { command, args } = temporalCommand(found, { port });
  const settings = dynamicConfig.flatMap((setting) => ['--dynamic-config-value', setting]);
  await start('temporal', { command, args: [...args, ...settings] }, () => temporalAnswers(address));
  await provisionTemporal(address);
  return address;
}

async function startS3(folder: string, start: Start): Promise<TestServers['s3']> {
  const found = await findRclone(finding());
  const port = await freePort();
  const dataFolder = join(folder, 's3');
  for (const bucket of BUCKETS) await mkdir(join(dataFolder, bucket), { recursive: true });
  const credentials = { accessKey: 'tests', secretKey: randomBytes(16).toString('hex') };
  const s3 = { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', ...credentials };
  await start('s3', s3Command(found, { port, dataFolder, credentials }), () => s3Answers(s3));
  return s3;
}

async function startMongo(folder: string, start: Start): Promise<TestServers['mongo']> {
  const found = await findMongo(finding());
  const port = await freePort();
  await mkdir(mongoDataFolder(found, folder), { recursive: true });
  const connectionString = `mongodb://127.0.0.1:${port}`;
  await start('mongo', mongoCommand(found, { port, dataFolder: folder }), () =>
    mongoAnswers(connectionString),
  );
  return { connectionString };
}
