import {
  condition,
  continueAsNew,
  defineSignal,
  getExternalWorkflowHandle,
  log,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { ACTIVITIES, SIGNALS } from '../engine/names.ts';
import { SlotTable, type SlotRequest, type SlotTableState } from '../engine/slot-table.ts';

export const requestSlotSignal = defineSignal<[SlotRequest]>(SIGNALS.requestSlot);
export const releaseSlotSignal = defineSignal<[holder: string]>(SIGNALS.releaseSlot);

interface LivenessActivities {
  /** Of these holders, those whose run is still open. */
  [ACTIVITIES.livingHolders](holders: readonly SlotRequest[]): Promise<string[]>;
}

const { [ACTIVITIES.livingHolders]: livingHolders } = proxyLocalActivities<LivenessActivities>({
  startToCloseTimeout: '20s',
  retry: { maximumInterval: '30s' },
});

/** How long a slot of a run that died without a word may keep others waiting. */
const LIVENESS_CHECK_EVERY = '15s';

/**
 * The entity that hands out a set of slots: the active runs of a DAG, or a named writer lock. It lives while there
 * is a holder or a waiter, is started by the first request, and frees what a closed or lost run held.
 */
export async function tradewind_slots(name: string, carried?: SlotTableState): Promise<void> {
  const table = new SlotTable(carried);
  setHandler(requestSlotSignal, (request) => table.request(request));
  setHandler(releaseSlotSignal, (holder) => table.release(holder));

  // The first request arrives with the start; the time limit only ends an entity that somebody started by hand.
  await condition(() => !table.isEmpty(), '1 minute');
  while (!table.isEmpty()) {
    // Taken first: what arrives while grants are announced must not wait for the next liveness check.
    const { revision } = table;
    for (const granted of table.grant()) {
      await announce(name, granted, table);
    }
    if (workflowInfo().continueAsNewSuggested) {
      await continueAsNew<typeof tradewind_slots>(name, table.toJSON());
    }
    const changed = await (table.hasWaiters()
      ? condition(() => table.revision !== revision, LIVENESS_CHECK_EVERY)
      : condition(() => table.revision !== revision).then(() => true));
    if (!changed) await freeTheLost(table);
  }
}

async function announce(name: string, granted: SlotRequest, table: SlotTable): Promise<void> {
  try {
    await getExternalWorkflowHandle(granted.workflowId).signal(SIGNALS.slotGranted, name, granted.holder);
  } catch (error) {
    log.warn('a run that waited for a slot is gone', { slot: name, workflowId: granted.workflowId, error });
    table.release(granted.holder);
  }
}

async function freeTheLost(table: SlotTable): Promise<void> {
  const everyone = table.everyone();
  const living = new Set(await livingHolders(everyone));
  for (const { holder } of everyone) if (!living.has(holder)) table.release(holder);
}
