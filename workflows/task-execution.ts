import {
  ActivityCancellationType,
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  TimeoutFailure,
  isCancellation,
  scheduleActivity,
  type ActivityOptions,
} from '@temporalio/workflow';
import { LIMITS } from '../engine/limits.ts';
import { activityIdOfTask } from '../engine/names.ts';
import type { TaskSpec } from '../engine/spec.ts';
import type { XComValue } from '../engine/run-state.ts';
import type { TaskAnswer, TaskCall } from '../engine/task-messages.ts';

/** How a task's activity ended, as the scheduler wants to hear it. */
export type TaskEnd =
  | {
      readonly type: 'task_succeeded';
      readonly tries: number;
      readonly startedAt: number;
      readonly result?: XComValue;
    }
  | {
      readonly type: 'task_skipped';
      readonly tries: number;
      readonly startedAt: number;
      readonly reason: string;
    }
  | { readonly type: 'task_failed'; readonly tries: number; readonly reason: string }
  | { readonly type: 'task_cancelled'; readonly tries: number };

/** Runs a task to its end, retries included: they are Temporal's. Never throws for what the task did. */
export async function executeTask(task: TaskSpec, call: TaskCall): Promise<TaskEnd> {
  try {
    const answer = await scheduleActivity<TaskAnswer>(task.handler, [call], activityOptions(task));
    const { attempt: tries, startedAt } = answer;
    return answer.outcome === 'skipped'
      ? { type: 'task_skipped', tries, startedAt, reason: answer.reason ?? 'the task skipped itself' }
      : {
          type: 'task_succeeded',
          tries,
          startedAt,
          ...(answer.result === undefined ? {} : { result: answer.result }),
        };
  } catch (error) {
    if (isCancellation(error)) return { type: 'task_cancelled', tries: attemptOf(error) ?? 1 };
    if (error instanceof ActivityFailure) return { type: 'task_failed', ...explain(task, error) };
    throw error;
  }
}

export function activityOptions(task: TaskSpec): ActivityOptions {
  const { retries, retryDelaySeconds, retryExponentialBackoff } = task;
  return {
    activityId: activityIdOfTask(task.taskId),
    summary: task.taskId,
    startToCloseTimeout: task.executionTimeoutSeconds * 1000,
    heartbeatTimeout: task.heartbeatTimeoutSeconds * 1000,
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: {
      maximumAttempts: retries + 1,
      // Temporal wants a positive interval; a failed try names its own, a killed one takes this.
      initialInterval: Math.max(retryDelaySeconds * 1000, 1),
      backoffCoefficient: Math.max(retryExponentialBackoff, 1),
      maximumInterval: Math.max(
        (task.maxRetryDelaySeconds ?? LIMITS.backoffDelaySeconds) * 1000,
        retryDelaySeconds * 1000,
        1,
      ),
      nonRetryableErrorTypes: ['NotFoundError'],
    },
    ...(task.queue === undefined ? {} : { taskQueue: task.queue }),
  };
}

/** The attempt that a try named when it ended, from 1. */
function attemptOf(error: unknown): number | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const details =
    cause instanceof ApplicationFailure || cause instanceof CancelledFailure ? cause.details : undefined;
  return (details?.[0] as { attempt?: number } | undefined)?.attempt;
}

function explain(task: TaskSpec, failure: ActivityFailure): { tries: number; reason: string } {
  const { cause } = failure;
  if (cause instanceof ApplicationFailure) {
    const reason =
      cause.type === 'NotFoundError'
        ? `no worker on this queue offers the handler '${task.handler}': ${cause.message}`
        : (cause.message ?? 'failed without a message');
    return { tries: attemptOf(cause) ?? 1, reason };
  }
  const tries = task.retries + 1;
  if (cause instanceof TimeoutFailure) return { tries, reason: explainTimeout(task, cause) };
  return { tries, reason: cause?.message ?? failure.message };
}

function explainTimeout(task: TaskSpec, { timeoutType }: TimeoutFailure): string {
  if (timeoutType === 'HEARTBEAT') {
    return `no heartbeat for ${task.heartbeatTimeoutSeconds} s: the worker that ran it was lost`;
  }
  return `execution timeout: it ran longer than ${task.executionTimeoutSeconds} s`;
}
