import { hostname } from 'node:os';
import proto from '@temporalio/proto';
import { TASK_QUEUE } from '../engine/names.ts';
import { polledFrom } from './pollers.ts';
import { TEMPORAL_SETTINGS } from '../workers/configuration.ts';
import { readSettings } from '../workers/settings.ts';
import { connectClient } from '../workers/temporal-connection.ts';

const { TaskQueueType } = proto.temporal.api.enums.v1;

/** The container's health check: exit code 0 while the worker of this container asks Temporal for tasks. */
async function check(): Promise<void> {
  const settings = readSettings(TEMPORAL_SETTINGS, process.env);
  const client = await connectClient(settings);
  try {
    const { pollers } = await client.workflowService.describeTaskQueue({
      namespace: settings.temporalNamespace,
      taskQueue: { name: TASK_QUEUE },
      taskQueueType: TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
    });
    if (polledFrom(pollers ?? [], hostname(), Date.now())) return;
    throw new Error(`No worker of ${hostname()} polls the task queue '${TASK_QUEUE}'.`);
  } finally {
    await client.connection.close();
  }
}

check().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
