import { Client, Connection } from '@temporalio/client';
import {
  DefaultLogger,
  Runtime,
  makeTelemetryFilterString,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import { createLogger, transports } from 'winston';
import { s3ObjectStore } from '../../activities/connectors/s3-object-store.ts';
import type { ObjectStore } from '../../activities/connectors/object-store.ts';
import { DagRegistry } from '../../activities/runtime/dag-registry.ts';
import type { Dag } from '../../engine/dag.ts';
import { RECORDS_BUCKET } from '../../engine/names.ts';
import { registerSearchAttributes } from '../../workers/search-attributes.ts';
import { bundleWorkflows, createWorker } from '../../workers/worker.ts';
import { testServers } from './servers.ts';

export interface TestWorker {
  readonly client: Client;
  readonly store: ObjectStore;
  /** Ends it gracefully; started again, it serves the same DAGs. */
  stop(): Promise<void>;
}

const silent = createLogger({ silent: true, transports: [new transports.Console()] });
// What workers say of failures that tests provoke would bury what jest says.
Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
});

let bundle: Promise<WorkflowBundleOption> | undefined;

/** The workflow bundle, made once a test file. */
export function testBundle(): Promise<WorkflowBundleOption> {
  bundle ??= bundleWorkflows(silent);
  return bundle;
}

/** A real worker for these DAGs on the shared test servers. */
export async function startTestWorker(...dags: readonly Dag[]): Promise<TestWorker> {
  const registry = new DagRegistry();
  for (const dag of dags) registry.add(dag, 'a test');
  return serveRegistry(registry);
}

/** The same for DAGs that were read from their files. */
export async function serveRegistry(
  registry: DagRegistry,
  temporalAddress = testServers().temporalAddress,
): Promise<TestWorker> {
  const connection = await Connection.connect({ address: temporalAddress });
  const client = new Client({ connection, identity: 'test-client' });
  await registerSearchAttributes(client);
  const store = s3ObjectStore(testServers().s3);
  await store.ensureBucket(RECORDS_BUCKET);
  const running = await createWorker({
    settings: temporalSettings(temporalAddress),
    services: { registry, client, records: () => store, log: silent, maskSecrets: (text) => text },
    log: silent,
    workflowBundle: await testBundle(),
    identity: 'test-worker',
  });
  const ended = running.run();
  return {
    client,
    store,
    stop: async () => {
      running.worker.shutdown();
      await ended;
      await connection.close();
    },
  };
}

/** A Temporal server without TLS. */
export const temporalSettings = (temporalAddress: string) => ({
  temporalAddress,
  temporalNamespace: 'default',
  temporalApiKey: undefined,
  temporalTlsCert: undefined,
  temporalTlsKey: undefined,
  temporalTlsCa: undefined,
});
