/** Every limit of the engine, each with its reason and source. Sizes in bytes, times in seconds. */
export const LIMITS = {
  /** Airflow's limit of dag and task ids (`validate_key`). */
  idLength: 250,

  /**
   * A spec travels in its run's history and, with the run's state beside it, in its record. Temporal refuses payloads
   * above 2 MiB.
   */
  specBytes: 1024 * 1024,

  /** What one workflow carries and its `state` query still answers in one message (about 200 bytes a task). */
  tasks: 10_000,

  /** Direct edges of a DAG, so that a spec by hash stays far below what a worker reads at once. */
  edges: 200_000,

  /** Literal inputs of one task: they travel in its activity's input. Temporal refuses payloads above 2 MiB. */
  literalBytes: 64 * 1024,

  /** A result up to here travels in the history; Airflow's users meet 64 KB (airflow#9299). */
  xcomInlineBytes: 64 * 1024,

  /** Above this a result is data, not a message: a worker holds it in memory whole. */
  xcomBytes: 64 * 1024 * 1024,

  /** Temporal's activity retry policy counts tries in 32 bits; a thousand tries is already a mistake. */
  retries: 1_000,

  /** Airflow's `MAX_RETRY_DELAY`: a backed-off delay never exceeds a day. */
  backoffDelaySeconds: 86_400,

  /** Airflow's `default_task_retry_delay`. */
  defaultRetryDelaySeconds: 300,

  /** Airflow's `task_instance_heartbeat_timeout`. */
  defaultHeartbeatTimeoutSeconds: 300,

  /** Airflow has none; Temporal demands one. A try longer than a day is taken for stuck. */
  defaultExecutionTimeoutSeconds: 86_400,

  /** Every run is a workflow of its own, and every one counts in its DAG's slot table, which is kept whole. */
  maxActiveRuns: 1_000,

  /** A year: Temporal's timers take more, but a longer duration is a unit mistaken (milliseconds for seconds). */
  durationSeconds: 366 * 86_400,
} as const;
