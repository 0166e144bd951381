import type { FinishedState, XComValue } from './run-state.ts';

interface Moment {
  /** Milliseconds since the epoch: the workflow's clock, never the machine's. */
  readonly at: number;
}

interface OfTask extends Moment {
  readonly taskId: string;
}

interface TaskEnd extends OfTask {
  /** Tries that this start took, from 1. */
  readonly tries: number;
  /** When the last try began. */
  readonly startedAt?: number;
}

export type MarkState = 'success' | 'failed' | 'skipped';

/** What happens to a run, in the order in which its workflow learns of it. */
export type RunEvent =
  | (Moment & { readonly type: 'run_queued' })
  /** The run may begin, or goes on in a new execution: what was under way then is started again. */
  | (Moment & { readonly type: 'run_started' })
  | (OfTask & { readonly type: 'task_running' })
  | (TaskEnd & { readonly type: 'task_succeeded'; readonly result?: XComValue })
  | (TaskEnd & { readonly type: 'task_failed'; readonly reason: string })
  | (TaskEnd & { readonly type: 'task_skipped'; readonly reason: string })
  /** A running task has ended because it was told to: failed, or started anew if it was cleared meanwhile. */
  | (OfTask & { readonly type: 'task_cancelled'; readonly tries?: number })
  /** Nothing new starts, and the run fails once all that runs has ended. Send it before cancelling anything. */
  | (Moment & { readonly type: 'run_cancelled' })
  | (Moment & { readonly type: 'run_timed_out'; readonly afterSeconds: number })
  /** These shall run again (`clearedTasks` says which). On a closed run it takes effect with `run_started`. */
  | (Moment & { readonly type: 'cleared'; readonly taskIds: readonly string[] })
  /** Someone decided an outcome. A success frees what had failed because of this task. */
  | (OfTask & { readonly type: 'marked'; readonly state: MarkState; readonly reason?: string });

/** What the scheduler decided. The states are applied already. */
export type Decision =
  /** Start the handler; its task is `scheduled`. Its end must be told, once. */
  | { readonly type: 'start_task'; readonly taskId: string; readonly reason: string }
  /** Cancel the handler, or do not start it. */
  | { readonly type: 'cancel_task'; readonly taskId: string; readonly reason: string }
  /** The task has its final state without having run to its end. */
  | {
      readonly type: 'set_state';
      readonly taskId: string;
      readonly state: FinishedState;
      readonly reason: string;
    }
  | { readonly type: 'finish_run'; readonly state: 'success' | 'failed'; readonly reason: string };
