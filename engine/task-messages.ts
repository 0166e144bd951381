import type { RunType } from './run-id.ts';
import type { XComValue } from './run-state.ts';

/** What a run tells each of its task instances about itself. */
export interface RunFacts {
  readonly dagId: string;
  readonly runId: string;
  /** Tells two runs with one run id apart, e.g. two backfills of a date; the same for a run and its reruns. */
  readonly executionId: string;
  /** ISO 8601 in UTC. */
  readonly logicalDate: string;
  readonly runType: RunType;
  /** Seconds between two runs of the schedule around the logical date. */
  readonly scheduleIntervalSeconds?: number;
  readonly params: Readonly<Record<string, unknown>>;
}

/** How the wrapper computes the delay before the next try; Temporal's retry policy counts the tries. */
export interface RetryFacts {
  readonly retries: number;
  readonly retryDelaySeconds: number;
  /** Airflow's multiplier; 0: the delay stays the same. */
  readonly retryExponentialBackoff: number;
  readonly maxRetryDelaySeconds?: number;
}

/** The one argument of a task's activity. */
export interface TaskCall {
  readonly run: RunFacts;
  readonly taskId: string;
  /** Tries of this instance before this activity: those before a clear. */
  readonly triesBefore: number;
  readonly retry: RetryFacts;
  readonly inputs: Readonly<Record<string, XComValue>>;
  /** Handlers to call before another try, decided here because only this process sees a try fail. */
  readonly onRetry?: readonly CallbackRequest[];
}

export interface CallbackRequest {
  readonly handler: string;
  readonly arguments?: unknown;
}

/** What a task's activity answers. Times are milliseconds since the epoch, of the try that ended. */
export interface TaskAnswer {
  readonly outcome: 'success' | 'skipped';
  readonly result?: XComValue;
  /** Why the task skipped itself. */
  readonly reason?: string;
  /** Tries of this activity, from 1. */
  readonly attempt: number;
  readonly startedAt: number;
}

/** What a callback is told beside its own arguments. */
export interface CallbackEvent {
  readonly kind:
    | 'run_success'
    | 'run_failure'
    | 'task_execute'
    | 'task_success'
    | 'task_failure'
    | 'task_retry'
    | 'task_skipped'
    | 'deadline';
  readonly taskId?: string;
  /** One sentence a person can read. */
  readonly reason: string;
  /** Of a deadline: its name and how serious a miss is. */
  readonly deadline?: { readonly name: string; readonly level: 'warning' | 'alert'; readonly dueAt: string };
}

/** The one argument of a callback's activity. */
export interface CallbackCall {
  readonly run: RunFacts;
  readonly event: CallbackEvent;
  readonly arguments?: unknown;
}
