/** Which run a stage works for: what its files are named by, and which point in time its data stand for. */
export interface RunIdentity {
  /** Airflow's spelling, e.g. `manual__2026-01-01T04:00:00+00:00`. */
  readonly runId: string;
  /** Tells two runs with one run id apart; part of the names of a run's files. */
  readonly executionId?: string;
  readonly dagId: string;
  /** ISO 8601 in UTC, e.g. `2026-01-01T04:00:00.000Z`. */
  readonly logicalDate: string;
  /** From 1; every try writes files of its own. */
  readonly tryNumber: number;
  readonly runType: string;
  /** Seconds between two runs of the schedule; absent without a schedule. */
  readonly scheduleIntervalSeconds?: number;
}
