/** Every code of the engine's errors and what it means. Codes are stable; docs/errors.md explains each. */
export const ERROR_CODES = {
  BAD_CRON: 'A schedule is no cron expression and no preset.',
  BAD_DURATION: 'A duration is not a number of seconds in range.',
  BAD_ID: 'A dag, task or param id has characters or a length that are not allowed.',
  BAD_INPUT: 'An argument of a task is neither a task of the same DAG nor a JSON value.',
  BAD_REQUEST: 'A request to clear or mark tasks cannot be carried out.',
  BAD_TIMEZONE: 'A time zone is not an IANA name.',
  BAD_VALUE: 'A setting has a value that is not allowed.',
  DAG_CYCLE: 'Tasks wait for each other in a circle.',
  DUPLICATE_ID: 'Two tasks, locks or deadlines of one DAG have the same name.',
  DUPLICATE_HANDLER: 'Two different functions go by the same handler name.',
  SPEC_FROZEN: 'A DAG was changed after its spec had been read.',
  TASK_CALLED_TWICE: 'A task was placed more than once.',
  TASK_NOT_CALLED: 'A task was declared and never placed.',
  TOO_LARGE: 'A DAG exceeds one of the limits in engine/limits.ts.',
  UNKNOWN_KEY: 'A setting has a name that does not exist.',
  UNKNOWN_TASK: 'A task id names no task of the DAG.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** One thing that is wrong: where, what, and what to do. Cause and cure are whole sentences. */
export interface Problem {
  readonly code: ErrorCode;
  readonly dagId: string;
  readonly taskId?: string;
  readonly cause: string;
  readonly cure: string;
}

export function describeProblem({ code, dagId, taskId, cause, cure }: Problem): string {
  const where = taskId === undefined ? `DAG '${dagId}'` : `DAG '${dagId}', task '${taskId}'`;
  return `${code}: ${where}: ${cause} ${cure}`;
}

/** A DAG file that cannot be used: all its problems at once. The fault is the file's, never the engine's. */
export class DagDefinitionError extends Error {
  override readonly name = 'DagDefinitionError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.problems = problems;
  }
}

/** A request of an operator that does not fit the run it was made to; nothing was changed. */
export class RunRequestError extends Error {
  override readonly name = 'RunRequestError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(describeProblem(problem));
    this.problem = problem;
  }
}
