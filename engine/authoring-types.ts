import type { RunType } from './run-id.ts';
import type { DeadlineReference } from './spec.ts';
import type { CallbackCall } from './task-messages.ts';
import type { TaskRef } from './task-ref.ts';
import type { TriggerRule } from './trigger-rule-names.ts';

/** A task's function: takes at most one object of named arguments, may return a JSON value or a promise of one. */
export type Handler = (args: never) => unknown;

export type CallbackHandler = (call: CallbackCall) => unknown;

/** A function to call, or with arguments of its own: `{ handler: notify, arguments: { channel: 'ops' } }`. */
export type CallbackOption =
  CallbackHandler | { readonly handler: CallbackHandler; readonly arguments?: unknown };

export type CallbackOptions = CallbackOption | readonly CallbackOption[];

/** Each argument by name: a JSON value, or the task that returns it. */
export type TaskInputs<A> = { readonly [K in keyof A]: A[K] | TaskRef<A[K]> };

/** What `dag.task` returns: calling it places the task, and the compiler checks every input. */
export type TaskFactory<H extends Handler> =
  Parameters<H> extends readonly []
    ? () => TaskRef<Awaited<ReturnType<H>>>
    : Parameters<H>[0] extends object
      ? (inputs: TaskInputs<Parameters<H>[0]>) => TaskRef<Awaited<ReturnType<H>>>
      : never;

/** What a DAG's `defaultArgs` may set for all its tasks. Durations are seconds, as everywhere. */
export interface TaskDefaults {
  /** Further tries after the first; default 0. */
  readonly retries?: number;
  /** Seconds between tries; default 300. */
  readonly retryDelay?: number;
  /** The factor by which the delay grows with each try; `true` is 2, `false` (default) is no growth. */
  readonly retryExponentialBackoff?: number | boolean;
  /** Seconds that a grown delay never exceeds. */
  readonly maxRetryDelay?: number;
  /** Seconds that one try may take; default one day. */
  readonly executionTimeout?: number;
  /** Seconds without a sign of life after which a try is lost; default 300. */
  readonly heartbeatTimeout?: number;
  /** Default `all_success`. */
  readonly triggerRule?: TriggerRule;
  /** The task queue whose workers run it; default the common one. */
  readonly queue?: string;
  readonly onExecute?: CallbackOptions;
  readonly onSuccess?: CallbackOptions;
  readonly onFailure?: CallbackOptions;
  readonly onRetry?: CallbackOptions;
  readonly onSkipped?: CallbackOptions;
}

export interface TaskOptions extends TaskDefaults {
  /** Default the handler's name. */
  readonly taskId?: string;
  /** The handler's name on the wire (the activity type); default the function's name, else the task id. */
  readonly handler?: string;
  /** Markdown. */
  readonly doc?: string;
}

/** A JSON Schema of the value, and beside it `default` and `description`; or just the default value. */
export type ParamOption =
  string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>;

/** Calls back once when a run is still open `interval` seconds after the reference. */
export interface DeadlineOption {
  readonly name: string;
  /** Default `logical_date`. */
  readonly reference?: DeadlineReference;
  /** Seconds. */
  readonly interval: number;
  /** Default `alert`. */
  readonly level?: 'warning' | 'alert';
  /** Default all types. */
  readonly runTypes?: readonly RunType[];
  readonly callback: CallbackOption;
}

export interface DagOptions {
  readonly description?: string;
  /** Markdown. */
  readonly doc?: string;
  readonly tags?: readonly string[];
  /** Five cron fields or a preset (`@hourly`, `@daily`, …); absent or null: only triggered. */
  readonly schedule?: string | null;
  /** IANA name; default UTC. */
  readonly timezone?: string;
  readonly params?: Readonly<Record<string, ParamOption>>;
  /** Runs at once; default no limit (Airflow: 16), for then no run has to ask for a slot. */
  readonly maxActiveRuns?: number;
  /** Names of locks that a run holds while it is running; runs of other DAGs with the same name wait. */
  readonly locks?: readonly string[];
  /** Seconds after it left `queued` in which a run must end. */
  readonly dagrunTimeout?: number;
  readonly deadlines?: readonly DeadlineOption[];
  readonly defaultArgs?: TaskDefaults;
  readonly onSuccess?: CallbackOptions;
  readonly onFailure?: CallbackOptions;
}
