import {
  CancellationScope,
  condition,
  defineSignal,
  getExternalWorkflowHandle,
  log,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { ACTIVITIES, SIGNALS, slotsWorkflowId } from '../engine/names.ts';
import type { SlotRequest } from '../engine/slot-table.ts';
import type { DagSpec } from '../engine/spec.ts';

export const slotGrantedSignal = defineSignal<[name: string, holder: string]>(SIGNALS.slotGranted);

interface SlotActivities {
  [ACTIVITIES.askForSlot](name: string, request: SlotRequest): Promise<void>;
}

const { [ACTIVITIES.askForSlot]: askForSlot } = proxyLocalActivities<SlotActivities>({
  startToCloseTimeout: '20s',
  retry: { maximumInterval: '30s' },
});

/** A waiter asks anew this often, in case the entity was ended by hand and forgot it. */
const ASK_AGAIN_AFTER = '5 minutes';

/** Sets of slots that a run needs, always in this order, so that no two runs wait for each other. */
export interface SlotNeed {
  readonly name: string;
  readonly limit: number;
  readonly exclusiveKey?: string;
}

export function slotNeeds(spec: DagSpec, logicalDate: string): SlotNeed[] {
  const runs =
    spec.maxActiveRuns === undefined
      ? []
      : [{ name: `dag/${spec.dagId}`, limit: spec.maxActiveRuns, exclusiveKey: logicalDate }];
  const locks = [...spec.locks].sort().map((lock) => ({ name: `lock/${lock}`, limit: 1 }));
  return [...runs, ...locks];
}

/** The slots of one run: asked for one after the other, held to its end. */
export class RunSlots {
  readonly #asked: string[] = [];
  readonly #granted = new Set<string>();
  readonly #holder = workflowInfo().firstExecutionRunId;

  constructor() {
    setHandler(slotGrantedSignal, (name, holder) => {
      if (holder === this.#holder) this.#granted.add(name);
    });
  }

  /** Slots that this run's last execution got and did not give back. */
  keep(needs: readonly SlotNeed[]): void {
    this.#asked.push(...needs.map(({ name }) => name));
  }

  /** @param onWait told which set of slots is full */
  async acquire(needs: readonly SlotNeed[], onWait: (name: string) => void): Promise<void> {
    for (const need of needs) {
      const request: SlotRequest = { holder: this.#holder, workflowId: workflowInfo().workflowId, ...need };
      this.#asked.push(need.name);
      onWait(need.name);
      do {
        await askForSlot(need.name, request);
      } while (!(await condition(() => this.#granted.has(need.name), ASK_AGAIN_AFTER)));
    }
  }

  /** Gives back what was granted and stops waiting for the rest; also when the run is being cancelled. */
  async release(): Promise<void> {
    await CancellationScope.nonCancellable(async () => {
      for (const name of this.#asked.reverse()) {
        try {
          await getExternalWorkflowHandle(slotsWorkflowId(name)).signal(SIGNALS.releaseSlot, this.#holder);
        } catch (error) {
          // The entity is gone, and with it the slot.
          log.warn('a slot had no entity to give it back to', { slot: name, error });
        }
      }
    });
  }
}
