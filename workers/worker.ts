import { fileURLToPath } from 'node:url';
import { NativeConnection, Worker, bundleWorkflowCode, type WorkflowBundleOption } from '@temporalio/worker';
import type { Logger } from 'winston';
import { runActivities } from '../activities/runtime/run-activities.ts';
import { taskActivity, type RuntimeServices } from '../activities/runtime/task-activity.ts';
import { TASK_QUEUE } from '../engine/names.ts';
import type { TemporalConfiguration } from './configuration.ts';
import { missingSearchAttributes } from './search-attributes.ts';
import { connectionOptions, unreachable } from './temporal-connection.ts';

/** How long running tasks may finish after a stop was asked for; then they are cancelled and retried elsewhere. */
const GRACE_TIME = '10s';
const FORCE_TIME = '30s';

export interface WorkerParts {
  readonly settings: TemporalConfiguration;
  readonly services: RuntimeServices;
  readonly log: Logger;
  readonly taskQueue?: string;
  /** Made beforehand by `bundleWorkflows`; else the worker makes its own. */
  readonly workflowBundle?: WorkflowBundleOption;
  /** Who did it, in every history; default process id and host. */
  readonly identity?: string;
  /** Tasks this worker runs at once; Airflow's parallelism. */
  readonly concurrency?: number;
}

export interface RunningWorker {
  readonly worker: Worker;
  /** Ends when the worker has shut down, also after an error. */
  run(): Promise<void>;
}

/** The interpreter and the entity workflows as one bundle: the same for every DAG. */
export async function bundleWorkflows(log: Logger): Promise<{ code: string }> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    logger: {
      log: (level, message, meta) => log.log(level.toLowerCase(), message, meta),
      trace: () => undefined,
      debug: () => undefined,
      info: () => undefined,
      warn: (message) => log.warn(message),
      error: (message) => log.error(message),
    },
  });
}

/**
 * A worker for every DAG of a registry.
 * @throws TemporalUnreachableError, or an Error that names missing search attributes and the command that adds them
 */
export async function createWorker(parts: WorkerParts): Promise<RunningWorker> {
  const { settings, services } = parts;
  const missing = await missingSearchAttributes(services.client);
  if (missing.length > 0) {
    throw new Error(
      `Temporal's namespace '${settings.temporalNamespace}' lacks the search attributes ${missing.join(', ')}. Run \`tradewind dags deploy\`, which registers them.`,
    );
  }
  const connection = await connect(settings);
  const handle = taskActivity(services);
  const worker = await Worker.create({
    connection,
    namespace: settings.temporalNamespace,
    taskQueue: parts.taskQueue ?? TASK_QUEUE,
    workflowBundle: parts.workflowBundle ?? (await bundleWorkflows(parts.log)),
    activities: {
      ...Object.fromEntries(services.registry.handlerNames().map((name) => [name, handle])),
      ...runActivities(services),
    },
    ...(parts.identity === undefined ? {} : { identity: parts.identity }),
    maxConcurrentActivityTaskExecutions: parts.concurrency ?? 16,
    // A lost try's progress is what was last sent: once a second instead of once in 80 % of the heartbeat timeout.
    maxHeartbeatThrottleInterval: '1s',
    defaultHeartbeatThrottleInterval: '1s',
    shutdownGraceTime: GRACE_TIME,
    shutdownForceTime: FORCE_TIME,
  });
  return {
    worker,
    run: async () => {
      try {
        await worker.run();
      } finally {
        await connection.close();
      }
    },
  };
}

async function connect(settings: TemporalConfiguration): Promise<NativeConnection> {
  try {
    return await NativeConnection.connect(connectionOptions(settings));
  } catch (error) {
    throw unreachable(settings, error);
  }
}
