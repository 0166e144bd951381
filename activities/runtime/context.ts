import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'winston';

/** What a running task instance knows about itself; Airflow's task context in TypeScript's case. */
export interface TaskContext {
  readonly dagId: string;
  readonly runId: string;
  /** Tells two runs with one run id apart; the same for a run and its reruns. */
  readonly executionId: string;
  readonly workflowId: string;
  readonly taskId: string;
  /** -1 for an unmapped task, as in Airflow. */
  readonly mapIndex: number;
  /** From 1; counts every try of this instance, also those before a clear. */
  readonly tryNumber: number;
  /** ISO 8601 in UTC, e.g. `2026-01-01T04:00:00.000Z`. */
  readonly logicalDate: string;
  readonly runType: 'manual' | 'scheduled' | 'backfill' | 'asset_triggered' | 'operator_triggered';
  /** Seconds between two runs of the schedule around the logical date; absent without a schedule. */
  readonly scheduleIntervalSeconds?: number;
  /** Defaults of the DAG overridden by the run's own, checked against their schemas. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly log: Logger;
  /** Aborts when the run is cancelled, the task times out, or the server can no longer be reached. */
  readonly signal: AbortSignal;
  /** Records progress: shown to operators, and handed to the next try if this one is lost. Cheap; call it often. */
  readonly heartbeat: (details: unknown) => void;
  /** The last progress that a lost or failed try of this instance recorded. */
  readonly lastHeartbeat: <T>() => T | undefined;
}

const storage = new AsyncLocalStorage<TaskContext>();

/**
 * The context of the task that is running.
 * @throws when called outside a task handler: there is no task to speak of.
 */
export function getContext(): TaskContext {
  const context = storage.getStore();
  if (context === undefined) {
    throw new Error(
      'getContext() was called outside a task. Call it inside a handler, before the handler returns.',
    );
  }
  return context;
}

/** Runs a handler with its context in reach of `getContext()`. */
export function runWithContext<T>(context: TaskContext, run: () => T): T {
  return storage.run(context, run);
}
