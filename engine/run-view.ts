import type { RunType } from './run-id.ts';
import type { RunState, RunStateName, TaskInstanceState, TaskState } from './run-state.ts';
import type { DagSpec } from './spec.ts';
import type { RunFacts } from './task-messages.ts';

/** One task as an operator sees it. Moments are ISO 8601 in UTC. */
export interface TaskView {
  readonly taskId: string;
  readonly state: TaskState;
  readonly tries: number;
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** Why it is in this state, in a sentence. */
  readonly reason?: string;
}

/** The answer of the `state` query, and what is stored when a run closes. */
export interface RunView {
  readonly dagId: string;
  readonly runId: string;
  readonly runType: RunType;
  readonly logicalDate: string;
  readonly state: RunStateName;
  readonly reason?: string;
  readonly note?: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly specHash: string;
  readonly paused: boolean;
  readonly queuedAt?: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** Missed deadlines, failed callbacks: what did not fail the run and still must be seen. */
  readonly warnings: readonly string[];
  /** Tasks by state, over the whole run. */
  readonly counts: Readonly<Partial<Record<TaskState, number>>>;
  /** Tasks that the filter lets through, and the page of them that is here. */
  readonly total: number;
  readonly offset: number;
  readonly tasks: readonly TaskView[];
}

/** Which tasks of a run are asked for; nothing given: the first thousand. */
export interface ViewFilter {
  readonly taskIds?: readonly string[];
  readonly states?: readonly TaskState[];
  readonly offset?: number;
  readonly limit?: number;
}

const LARGEST_PAGE = 1000;

export interface RunViewParts {
  readonly facts: RunFacts;
  readonly spec: DagSpec;
  readonly specHash: string;
  readonly note?: string;
  readonly runState: RunState;
  readonly paused: boolean;
  readonly warnings: readonly string[];
  /** The set of slots that the run waits for. */
  readonly waitsFor?: string;
}

/** A run of which nothing is known but its DAG's id: it is about to begin, or its input was refused. */
export function unpreparedView(dagId: string, refusal?: string): RunView {
  return {
    dagId,
    runId: '',
    runType: 'manual',
    logicalDate: '',
    state: refusal === undefined ? 'queued' : 'failed',
    reason: refusal ?? 'its spec is being read',
    params: {},
    specHash: '',
    paused: false,
    warnings: [],
    counts: {},
    total: 0,
    offset: 0,
    tasks: [],
  };
}

/** A run and one page of its tasks, in the order of the DAG file. */
export function viewRun(parts: RunViewParts, filter: ViewFilter = {}): RunView {
  const { facts, runState } = parts;
  const waits = runState.state === 'queued' && parts.waitsFor !== undefined;
  const reason = waits ? `waits for a slot of ${parts.waitsFor}` : runState.reason;
  const matching = parts.spec.tasks.filter(
    ({ taskId }) =>
      (filter.taskIds?.includes(taskId) ?? true) &&
      (filter.states?.includes(instanceOf(runState, taskId).state) ?? true),
  );
  const offset = filter.offset ?? 0;
  const page = matching.slice(offset, offset + Math.min(filter.limit ?? LARGEST_PAGE, LARGEST_PAGE));
  return {
    dagId: facts.dagId,
    runId: facts.runId,
    runType: facts.runType,
    logicalDate: facts.logicalDate,
    state: runState.state,
    ...(reason === undefined ? {} : { reason }),
    ...(parts.note === undefined ? {} : { note: parts.note }),
    params: facts.params,
    specHash: parts.specHash,
    paused: parts.paused,
    ...momentsOf(runState),
    warnings: parts.warnings,
    counts: countStates(parts),
    total: matching.length,
    offset,
    tasks: page.map(({ taskId }) => viewTask(taskId, instanceOf(runState, taskId))),
  };
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

const instanceOf = (runState: RunState, taskId: string): TaskInstanceState =>
  runState.tasks[taskId] ?? { state: 'none', tries: 0 };

type Moments = Pick<RunState, 'queuedAt' | 'startedAt' | 'endedAt'>;

function momentsOf(state: Moments): Pick<RunView, 'queuedAt' | 'startedAt' | 'endedAt'> {
  return {
    ...(state.queuedAt === undefined ? {} : { queuedAt: iso(state.queuedAt) }),
    ...(state.startedAt === undefined ? {} : { startedAt: iso(state.startedAt) }),
    ...(state.endedAt === undefined ? {} : { endedAt: iso(state.endedAt) }),
  };
}

function viewTask(taskId: string, instance: TaskInstanceState): TaskView {
  const { startedAt, endedAt } = momentsOf(instance);
  return {
    taskId,
    state: instance.state,
    tries: instance.tries,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(endedAt === undefined ? {} : { endedAt }),
    ...(instance.reason === undefined ? {} : { reason: instance.reason }),
  };
}

function countStates({ spec, runState }: RunViewParts): RunView['counts'] {
  const counts: Partial<Record<TaskState, number>> = {};
  for (const { taskId } of spec.tasks) {
    const { state } = instanceOf(runState, taskId);
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

/** A table for people, in Markdown: what Temporal's Web UI shows as a live run's current details. */
export function taskTable(view: RunView): string {
  const rows = view.tasks.map(
    ({ taskId, state, tries, reason }) =>
      `| ${taskId} | ${state} | ${tries} | ${(reason ?? '').replaceAll('|', '\\|')} |`,
  );
  const more = view.total > view.tasks.length ? [`… ${view.total - view.tasks.length} more tasks`] : [];
  return [
    `**${view.dagId}** ${view.runId}: ${view.state}${view.reason === undefined ? '' : ` (${view.reason})`}`,
    '',
    '| task | state | tries | why |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...more,
  ].join('\n');
}
