import type { RunState } from './run-state.ts';
import type { RunView } from './run-view.ts';
import type { DagSpec } from './spec.ts';
import type { RunFacts } from './task-messages.ts';

/** What a run's workflow knows of itself when it starts. Moments are ISO 8601 in UTC. */
export interface RunStart {
  readonly dagId: string;
  readonly workflowId: string;
  /** Of the first execution of the run's chain, Temporal's own. */
  readonly firstExecutionRunId: string;
  readonly startedAt: string;
  /** The nominal time, when a schedule started the run. */
  readonly scheduledStartTime?: string;
  /** Whatever the run was given: checked, not trusted. */
  readonly input: unknown;
}

/** What a run needs to begin, recorded in its own history: a redeploy cannot change it. */
export interface PreparedRun {
  readonly spec: DagSpec;
  readonly specHash: string;
  readonly facts: RunFacts;
  readonly note?: string;
}

/** A run's private state: carried by a continue-as-new, and by the rerun of a closed run. Nobody else may pass it. */
export interface CarriedRun extends PreparedRun {
  readonly runState?: RunState;
  readonly warnings: readonly string[];
  /** Names of deadlines that called back already. */
  readonly missedDeadlines?: readonly string[];
  readonly paused?: boolean;
  /** Slots are kept over a continue-as-new, and asked for anew by a rerun. */
  readonly holdsSlots?: boolean;
  /** The run timeout counts from here, in milliseconds since the epoch; a clear begins it anew. */
  readonly timeoutFrom?: number;
}

/** A closed run as it is kept: readable when no worker lives, and when Temporal has forgotten the run. */
export interface RunRecord {
  readonly version: 1;
  readonly workflowId: string;
  readonly view: RunView;
  /** From which the run goes on when it is cleared. */
  readonly carried: CarriedRun;
}
