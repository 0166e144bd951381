import { RunInputError, readRunInput, type RunInput } from './run-input.ts';
import { resolveParams } from './params.ts';
import type { DagRegistry, RegisteredDag } from './dag-registry.ts';
import { generateRunId, runIdProblem, type RunType } from '../../engine/run-id.ts';
import type { PreparedRun, RunStart } from '../../engine/run-messages.ts';
import { intervalSecondsAround, isOnGrid } from '../../engine/timetable.ts';

export class UnknownDagError extends Error {
  override readonly name = 'UnknownDagError';
  readonly type = 'UNKNOWN_DAG';
  readonly nonRetryable = true;
  constructor(dagId: string, known: readonly string[]) {
    super(
      `UNKNOWN_DAG: this worker knows no DAG '${dagId}', allowed are ${known.length === 0 ? 'none: its DAGs folder is empty' : known.join(', ')}. The workflow type is the dag id; for a new DAG, start a worker that reads its file.`,
    );
  }
}

/**
 * Decides what a run is: its spec, run id, logical date, type and params.
 * @throws UnknownDagError, RunInputError; nothing has been written then
 */
export function prepareRun(registry: DagRegistry, start: RunStart): PreparedRun {
  const dag = registry.get(start.dagId);
  if (dag === undefined)
    throw new UnknownDagError(
      start.dagId,
      registry.all().map(({ spec }) => spec.dagId),
    );
  const input = readRunInput(start.dagId, start.input);
  const { params, problems } = resolveParams(dag.spec, input.params);
  if (problems.length > 0) throw new RunInputError(start.dagId, problems);

  const logicalDate = new Date(input.logicalDate ?? start.scheduledStartTime ?? start.startedAt);
  const interval =
    dag.spec.schedule === undefined ? undefined : intervalSecondsAround(dag.spec.schedule, logicalDate);
  const runType = input.runType ?? typeOfScheduled(dag, start, interval);
  return {
    spec: dag.spec,
    specHash: dag.specHash,
    facts: {
      dagId: start.dagId,
      runId: runIdOf(start, runType, logicalDate),
      executionId: executionIdOf(start),
      logicalDate: logicalDate.toISOString(),
      runType,
      params,
      ...(interval === undefined ? {} : { scheduleIntervalSeconds: interval }),
    },
    ...noteOf(input),
  };
}

const noteOf = (input: RunInput): { note?: string } => (input.note === undefined ? {} : { note: input.note });

/**
 * A schedule tells nothing but its nominal time: off the cron's grid it was triggered by hand; more than one interval
 * before the start it was backfilled; else it is an ordinary scheduled run.
 */
function typeOfScheduled(dag: RegisteredDag, start: RunStart, interval: number | undefined): RunType {
  const { schedule } = dag.spec;
  if (start.scheduledStartTime === undefined || schedule === undefined || interval === undefined)
    return 'manual';
  const nominal = new Date(start.scheduledStartTime);
  if (!isOnGrid(schedule, nominal)) return 'manual';
  const lateSeconds = (Date.parse(start.startedAt) - nominal.getTime()) / 1000;
  return lateSeconds > interval ? 'backfill' : 'scheduled';
}

/** Temporal's ids begin with the time and end with chance: the end tells two runs apart. */
const executionIdOf = ({ firstExecutionRunId }: RunStart): string => firstExecutionRunId.slice(-8);

/** Our own workflow ids say the run id; everyone else's run gets the id that Airflow would give it. */
function runIdOf(start: RunStart, runType: RunType, logicalDate: Date): string {
  const prefix = `${start.dagId}/`;
  const named = start.workflowId.startsWith(prefix) ? start.workflowId.slice(prefix.length) : undefined;
  // A schedule appends the nominal time after a dash: not Airflow's spelling.
  if (named !== undefined && start.scheduledStartTime === undefined) return checkedRunId(start, named);
  const runAfter = runType === 'manual' ? new Date(start.startedAt) : logicalDate;
  return generateRunId(runType, runAfter);
}

/** @throws RunInputError when the part after the dag id is no run id */
function checkedRunId(start: RunStart, runId: string): string {
  const problem = runIdProblem(runId);
  if (problem === undefined) return runId;
  throw new RunInputError(start.dagId, [
    `the workflow id '${start.workflowId}' names the run id '${runId}': ${problem}`,
  ]);
}
