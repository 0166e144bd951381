import { ApplicationFailure } from '@temporalio/common';
import type { Client } from '@temporalio/client';
import { ACTIVITIES, SIGNALS, slotsWorkflowId, TASK_QUEUE, WORKFLOWS } from '../../engine/names.ts';
import type { PreparedRun, RunRecord, RunStart } from '../../engine/run-messages.ts';
import type { SlotRequest } from '../../engine/slot-table.ts';
import { prepareRun } from './prepare-run.ts';
import { storeRunRecord } from './run-records.ts';
import type { RuntimeServices } from './task-activity.ts';
import { toApplicationFailure } from './task-errors.ts';

/** What the interpreter asks of the outside world for a run as a whole. */
export function runActivities(services: RuntimeServices) {
  const { client, registry } = services;
  return {
    [ACTIVITIES.prepareRun]: async (start: RunStart): Promise<PreparedRun> => {
      try {
        return prepareRun(registry, start);
      } catch (error) {
        // Nothing here depends on the outside, so no other try could end better.
        throw toApplicationFailure(
          Object.assign(error as Error, { nonRetryable: true }),
          1,
          services.maskSecrets,
        );
      }
    },
    [ACTIVITIES.askForSlot]: async (name: string, request: SlotRequest): Promise<void> => {
      await client.workflow.signalWithStart(WORKFLOWS.slots, {
        workflowId: slotsWorkflowId(name),
        taskQueue: TASK_QUEUE,
        args: [name],
        signal: SIGNALS.requestSlot,
        signalArgs: [request],
        staticSummary: `run slots of ${name}`,
      });
    },
    [ACTIVITIES.livingHolders]: async (holders: readonly SlotRequest[]): Promise<string[]> => {
      const alive = await Promise.all(holders.map((holder) => isAlive(client, holder)));
      return holders.filter((_, index) => alive[index]).map(({ holder }) => holder);
    },
    [ACTIVITIES.storeRunRecord]: async (record: RunRecord): Promise<void> => {
      await storeRunRecord(services.records(), record);
    },
  };
}

/** Whether the execution chain that asked for a slot is still open. */
async function isAlive(client: Client, { workflowId, holder }: SlotRequest): Promise<boolean> {
  try {
    const { status, raw } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'RUNNING' && (raw.workflowExecutionInfo?.firstRunId ?? holder) === holder;
  } catch (error) {
    if ((error as Error).name === 'WorkflowNotFoundError') return false;
    throw ApplicationFailure.fromError(error);
  }
}
