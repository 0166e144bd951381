import { Runtime, makeTelemetryFilterString, type Logger as SdkLogger } from '@temporalio/worker';
import type { Logger } from 'winston';
import { s3ObjectStore } from '../activities/connectors/s3-object-store.ts';
import { checkEnvironment } from './check-environment.ts';
import { dagsFolder, readDagFolder } from './dag-folder.ts';
import { collectOften } from './heap.ts';
import { createLog } from './logging.ts';
import { connectClient } from './temporal-connection.ts';
import { createWorker } from './worker.ts';

/** Starts a worker on this process's environment and serves until SIGINT or SIGTERM. */
export async function runWorker(options: { readonly concurrency: number }): Promise<void> {
  collectOften();
  const { registry, importErrors, environments } = await readDagFolder();
  const { configuration, maskSecrets } = checkEnvironment(process.env, environments);
  const log = createLog(configuration.logLevel, maskSecrets);
  installRuntime(log);
  for (const { file, error } of importErrors) log.error('DAG file not served', { file, error });
  if (registry.all().length === 0) {
    throw new Error(`No DAG could be read from ${dagsFolder()}: see \`tradewind dags list-import-errors\`.`);
  }
  const store = s3ObjectStore({
    region: configuration.s3Region,
    accessKey: configuration.s3AccessKey,
    secretKey: configuration.s3SecretKey,
    ...(configuration.s3Endpoint === undefined ? {} : { endpoint: configuration.s3Endpoint }),
  });
  await store.check();
  for (const { connect } of environments) await connect?.();

  const client = await connectClient(configuration);
  try {
    const services = { registry, client, records: () => store, log, maskSecrets };
    const running = await createWorker({
      settings: configuration,
      services,
      log,
      concurrency: options.concurrency,
    });
    log.info('worker ready', { dags: registry.all().map(({ spec }) => spec.dagId), pid: process.pid });
    await running.run();
    log.info('worker stopped');
  } finally {
    for (const { close } of environments) await close?.();
    await client.connection.close();
  }
}

/** The SDK's own lines go where ours go. It handles SIGINT and SIGTERM by a graceful shutdown. */
function installRuntime(log: Logger): void {
  const write = (level: string) => (message: string, meta?: object) => void log.log(level, message, meta);
  const logger: SdkLogger = {
    log: (level, message, meta) =>
      void log.log(level === 'TRACE' ? 'debug' : level.toLowerCase(), message, meta),
    trace: write('debug'),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  };
  Runtime.install({
    logger,
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'WARN' }), forward: {} } },
  });
}
