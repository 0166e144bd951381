/**
 * Every name that crosses a wire. Dashboards, scripts and running workflows rely on them: add, never rename.
 */
export const TASK_QUEUE = 'tradewind';

/** The S3 bucket of the engine's durable records: closed runs' states, logs, large XComs, specs. */
export const RECORDS_BUCKET = 'tradewind';

export const SEARCH_ATTRIBUTES = {
  dagId: 'TradewindDagId',
  runId: 'TradewindRunId',
  runType: 'TradewindRunType',
  logicalDate: 'TradewindLogicalDate',
  state: 'TradewindState',
} as const;

export const QUERIES = { state: 'state', graph: 'graph' } as const;

export const UPDATES = { clear: 'clear', mark: 'mark', pause: 'pause', resume: 'resume' } as const;

export const SIGNALS = {
  /** To a run: its slot has been granted. */
  slotGranted: 'tradewind_slot_granted',
  /** To a slots entity: a run asks for a slot, or gives one back. */
  requestSlot: 'tradewind_request_slot',
  releaseSlot: 'tradewind_release_slot',
} as const;

export const WORKFLOWS = { slots: 'tradewind_slots' } as const;

export const ACTIVITIES = {
  prepareRun: 'tradewind_prepare_run',
  askForSlot: 'tradewind_ask_for_slot',
  livingHolders: 'tradewind_living_holders',
  storeRunRecord: 'tradewind_store_run_record',
} as const;

const TASK_ACTIVITY = 'task/';

/** The activity id of a task: how one that is under way is told from others with the same handler. */
export const activityIdOfTask = (taskId: string): string => `${TASK_ACTIVITY}${taskId}`;

/** @returns undefined for an activity that is no task */
export const taskIdOfActivity = (activityId: string): string | undefined =>
  activityId.startsWith(TASK_ACTIVITY) ? activityId.slice(TASK_ACTIVITY.length) : undefined;

/** The workflow id of the entity that hands out a set of slots. */
export const slotsWorkflowId = (name: string): string => `tradewind/slots/${name}`;
