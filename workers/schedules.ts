import {
  ScheduleOverlapPolicy,
  type Client,
  type ScheduleDescription,
  type ScheduleOptions,
} from '@temporalio/client';
import { TASK_QUEUE } from '../engine/names.ts';
import type { DagSpec } from '../engine/spec.ts';
import { intervalSecondsAround } from '../engine/timetable.ts';

export interface ScheduleChange {
  readonly dagId: string;
  readonly action: 'created' | 'updated' | 'unchanged';
  /** What a redeploy changes, setting by setting. */
  readonly differences: readonly {
    readonly setting: string;
    readonly before: string;
    readonly after: string;
  }[];
}

/** Of a stuck run: the run's own time-out does the work, this is only a net under it. */
export const EXECUTION_TIMEOUT = '26h';

const CRON_MEMO = 'tradewindCron';

/** The settings of a schedule that a DAG file decides: all of them, so that nothing stale survives a redeploy. */
interface ScheduleFacts {
  readonly cron: string;
  readonly timezone: string;
  readonly overlap: string;
  readonly catchupWindowSeconds: number;
  readonly pauseOnFailure: boolean;
  readonly workflowType: string;
  readonly workflowId: string;
  readonly taskQueue: string;
}

function wanted(spec: DagSpec, now: Date): ScheduleFacts {
  const { dagId, schedule } = spec;
  if (schedule === undefined) throw new Error(`DAG '${dagId}' has no schedule to deploy.`);
  return {
    cron: schedule.cron,
    timezone: schedule.timezone,
    overlap: ScheduleOverlapPolicy.BUFFER_ONE,
    catchupWindowSeconds: intervalSecondsAround(schedule, now),
    pauseOnFailure: false,
    workflowType: dagId,
    workflowId: `${dagId}/scheduled__`,
    taskQueue: TASK_QUEUE,
  };
}

type ScheduleParts = Pick<ScheduleOptions, 'spec' | 'action' | 'policies'>;

const parts = (facts: ScheduleFacts): ScheduleParts => ({
  spec: { cronExpressions: [facts.cron], timezone: facts.timezone },
  action: {
    type: 'startWorkflow',
    workflowType: facts.workflowType,
    workflowId: facts.workflowId,
    taskQueue: facts.taskQueue,
    args: [],
    workflowExecutionTimeout: EXECUTION_TIMEOUT,
    // The server parses a cron into calendars; here its text stays, so that the next deploy can compare it.
    memo: { [CRON_MEMO]: facts.cron },
  },
  policies: {
    overlap: facts.overlap as ScheduleOverlapPolicy,
    catchupWindow: facts.catchupWindowSeconds * 1000,
    pauseOnFailure: facts.pauseOnFailure,
  },
});

function deployed(
  description: ScheduleDescription,
): Partial<Record<keyof ScheduleFacts, string | number | boolean | undefined>> {
  const { action, policies, spec } = description;
  const cron = action.memo?.[CRON_MEMO] as string | undefined;
  return {
    ...(cron === undefined ? {} : { cron }),
    timezone: spec.timezone ?? 'UTC',
    overlap: policies.overlap,
    catchupWindowSeconds: policies.catchupWindow / 1000,
    pauseOnFailure: policies.pauseOnFailure,
    workflowType: action.workflowType,
    workflowId: action.workflowId,
    taskQueue: action.taskQueue,
  };
}

/**
 * Makes the schedule of a DAG what its file says: spec, action and policies whole. Paused state and note are kept.
 * @param options.dryRun only tells what would change
 */
export async function deploySchedule(
  client: Client,
  spec: DagSpec,
  options: { readonly dryRun?: boolean; readonly now?: Date } = {},
): Promise<ScheduleChange> {
  const facts = wanted(spec, options.now ?? new Date());
  const handle = client.schedule.getHandle(spec.dagId);
  const existing = await handle.describe().catch((error: unknown) => {
    if ((error as Error).name === 'ScheduleNotFoundError') return undefined;
    throw error;
  });
  const differences = compare(existing === undefined ? {} : deployed(existing), facts);
  const action = existing === undefined ? 'created' : differences.length > 0 ? 'updated' : 'unchanged';
  if (options.dryRun !== true && action === 'created') {
    await client.schedule.create({ scheduleId: spec.dagId, ...parts(facts) });
  } else if (options.dryRun !== true) {
    // Also when nothing we know of differs: what somebody changed by hand elsewhere is put right.
    await handle.update(({ state }) => ({ ...parts(facts), state }));
  }
  return { dagId: spec.dagId, action, differences };
}

function compare(
  before: Partial<Record<keyof ScheduleFacts, string | number | boolean | undefined>>,
  after: ScheduleFacts,
): ScheduleChange['differences'] {
  return Object.entries(after)
    .map(([setting, value]) => ({
      setting,
      before: String(before[setting as keyof ScheduleFacts] ?? '(none)'),
      after: String(value),
    }))
    .filter((difference) => difference.before !== difference.after);
}
