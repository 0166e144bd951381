/** Airflow's words for a task instance; `none` is its null: nothing was decided yet. */
export type TaskState =
  | 'none'
  | 'scheduled'
  | 'queued'
  | 'running'
  | 'success'
  | 'failed'
  | 'up_for_retry'
  | 'up_for_reschedule'
  | 'upstream_failed'
  | 'skipped'
  | 'removed'
  | 'deferred'
  | 'awaiting_input'
  | 'restarting';

/** States that a task instance keeps until someone clears or marks it. */
export type FinishedState = Extract<
  TaskState,
  'success' | 'failed' | 'upstream_failed' | 'skipped' | 'removed'
>;

/** States between the decision to start an instance and its end. */
export type ActiveState = Exclude<TaskState, FinishedState | 'none'>;

export type RunStateName = 'queued' | 'running' | 'success' | 'failed';

/** A large value in the object store, with what is needed to prove it whole. */
export interface XComRef {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a task returned: the value itself when small, else where it lies. */
export type XComValue = { readonly value: unknown } | { readonly ref: XComRef };

/** One task instance of a run. Moments are milliseconds since the epoch. */
export interface TaskInstanceState {
  readonly state: TaskState;
  /** Tries begun so far, those before a clear included. */
  readonly tries: number;
  /** Of the last try. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** One sentence a user can read. */
  readonly reason?: string;
  readonly result?: XComValue;
}

/**
 * All a run has to remember; carried over a continue-as-new or a rerun, and stored when the run closes.
 * A task without an entry is in state `none` and was never tried.
 */
export interface RunState {
  readonly version: 1;
  readonly state: RunStateName;
  readonly reason?: string;
  /** Moments of the run itself, milliseconds since the epoch. */
  readonly queuedAt?: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** Why nothing new starts: the run was cancelled or timed out. */
  readonly stopping?: string;
  readonly tasks: Readonly<Record<string, TaskInstanceState>>;
}

const FINISHED: ReadonlySet<string> = new Set(['success', 'failed', 'upstream_failed', 'skipped', 'removed']);

export function isFinished(state: TaskState): state is FinishedState {
  return FINISHED.has(state);
}

export function isActive(state: TaskState): state is ActiveState {
  return state !== 'none' && !FINISHED.has(state);
}

/** The state of a run that has not begun. */
export function newRunState(): RunState {
  return { version: 1, state: 'queued', tasks: {} };
}
