import type { Json, JsonObject } from './json.ts';
import type { RunType } from './run-id.ts';
import type { TriggerRule } from './trigger-rule-names.ts';

/** The version of this format. A run carries the spec it began with, so readers accept every older one. */
export const SPEC_VERSION = 1;

/**
 * A DAG as data: what `Dag` makes of a DAG file, what the scheduler reads, what a run's history records.
 * Deeply frozen, JSON throughout, every default resolved, durations in seconds.
 */
export interface DagSpec {
  readonly specVersion: typeof SPEC_VERSION;
  readonly dagId: string;
  readonly description?: string;
  /** Markdown, for readers. */
  readonly doc?: string;
  readonly tags: readonly string[];
  readonly schedule?: ScheduleSpec;
  readonly params: Readonly<Record<string, ParamSpec>>;
  /** How many runs may leave `queued` at once; absent: all, and no run asks anyone for a slot. */
  readonly maxActiveRuns?: number;
  /** Named locks that a run holds from leaving `queued` until it closes; one holder each, over all DAGs. */
  readonly locks: readonly string[];
  /** From leaving `queued`; begun anew by a clear. Absent: no limit. */
  readonly dagrunTimeoutSeconds?: number;
  readonly deadlines: readonly DeadlineSpec[];
  readonly callbacks?: RunCallbacks;
  /** In the order of the DAG file; every id in `upstream` and `inputs` is one of them. */
  readonly tasks: readonly TaskSpec[];
}

export interface ScheduleSpec {
  /** Five fields; presets such as `@daily` are already spelled out. */
  readonly cron: string;
  /** IANA name. */
  readonly timezone: string;
}

export interface ParamSpec {
  /** Absent: a run must give a value. */
  readonly default?: Json;
  /** JSON Schema of the value. */
  readonly schema: JsonObject;
  readonly description?: string;
}

/** A handler to call when something happens, with what it is told beside the event. */
export interface CallbackSpec {
  readonly handler: string;
  readonly arguments?: Json;
}

/** Only lists that name a handler are there. */
export interface RunCallbacks {
  readonly onSuccess?: readonly CallbackSpec[];
  readonly onFailure?: readonly CallbackSpec[];
}

export interface TaskCallbacks extends RunCallbacks {
  readonly onExecute?: readonly CallbackSpec[];
  readonly onRetry?: readonly CallbackSpec[];
  readonly onSkipped?: readonly CallbackSpec[];
}

/** What a deadline counts from: the logical date, the moment the run was queued, or a fixed moment (ISO 8601). */
export type DeadlineReference = 'logical_date' | 'queued_at' | { readonly fixed: string };

/** Calls back once when a run is still open at `reference + afterSeconds`. */
export interface DeadlineSpec {
  readonly name: string;
  readonly reference: DeadlineReference;
  readonly afterSeconds: number;
  readonly level: 'warning' | 'alert';
  /** Only runs of these types have it; absent: all. */
  readonly runTypes?: readonly RunType[];
  readonly callback: CallbackSpec;
}

/** Where one named argument of a handler comes from. */
export type InputSource = { readonly literal: Json } | { readonly xcom: string };

export interface TaskSpec {
  readonly taskId: string;
  /** The activity type. */
  readonly handler: string;
  readonly triggerRule: TriggerRule;
  /** Direct upstream tasks, those of `inputs` included; sorted, each once. */
  readonly upstream: readonly string[];
  readonly inputs: Readonly<Record<string, InputSource>>;
  readonly retries: number;
  readonly retryDelaySeconds: number;
  /** The multiplier; 0 or 1: the delay stays the same. */
  readonly retryExponentialBackoff: number;
  readonly maxRetryDelaySeconds?: number;
  /** Of one try. */
  readonly executionTimeoutSeconds: number;
  /** A try not heard of for so long is lost, and counts as failed. */
  readonly heartbeatTimeoutSeconds: number;
  /** The task queue; absent: the default one. */
  readonly queue?: string;
  readonly callbacks?: TaskCallbacks;
  /** Markdown, for readers. */
  readonly doc?: string;
}
