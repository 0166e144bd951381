import { defaultPayloadConverter } from '@temporalio/common';
import type { WorkflowExecutionDescription } from '@temporalio/client';
import proto from '@temporalio/proto';
import { taskIdOfActivity } from '../engine/names.ts';
import type { TaskState } from '../engine/run-state.ts';

const { PendingActivityState } = proto.temporal.api.enums.v1;

/** What only Temporal knows of a task that is under way: the run itself hears of it when it ends. */
export interface PendingTask {
  readonly taskId: string;
  readonly state: TaskState;
  /** The try that runs or waits, from 1. */
  readonly attempt: number;
  readonly startedAt?: string;
  readonly nextTryAt?: string;
  /** Why the try before failed. */
  readonly lastFailure?: string;
  /** What the handler told with its last heartbeat. */
  readonly progress?: unknown;
}

type Pending = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/** The tasks that are under way, by id. */
export function pendingTasks(execution: WorkflowExecutionDescription): ReadonlyMap<string, PendingTask> {
  const tasks = (execution.raw.pendingActivities ?? []).flatMap((activity) => {
    const taskId = taskIdOfActivity(activity.activityId ?? '');
    return taskId === undefined ? [] : [[taskId, describePending(taskId, activity)] as const];
  });
  return new Map(tasks);
}

function describePending(taskId: string, activity: Pending): PendingTask {
  const attempt = activity.attempt ?? 1;
  const waits = activity.state === PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED;
  const failure = activity.lastFailure?.message ?? '';
  const progress = activity.heartbeatDetails?.payloads?.[0];
  return {
    taskId,
    state: !waits ? 'running' : attempt > 1 ? 'up_for_retry' : 'queued',
    attempt,
    ...moment('startedAt', waits ? undefined : activity.lastStartedTime),
    ...moment('nextTryAt', waits && attempt > 1 ? activity.scheduledTime : undefined),
    ...(failure === '' ? {} : { lastFailure: failure }),
    ...(progress === undefined ? {} : { progress: defaultPayloadConverter.fromPayload(progress) }),
  };
}

function moment<K extends string>(
  name: K,
  time: { readonly seconds?: unknown; readonly nanos?: number | null } | null | undefined,
): Partial<Record<K, string>> {
  const seconds = Number(time?.seconds ?? 0);
  if (seconds === 0) return {};
  const milliseconds = seconds * 1000 + Math.floor((time?.nanos ?? 0) / 1e6);
  return { [name]: new Date(milliseconds).toISOString() } as Record<K, string>;
}
