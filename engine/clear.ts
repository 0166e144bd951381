import { buildGraph, closure } from './graph.ts';
import { checkRequest, checkTaskId, refuse } from './run-request.ts';
import type { RunState, TaskState } from './run-state.ts';
import type { DagSpec } from './spec.ts';

/** Which tasks shall run again; without `taskIds` and `task`: all. */
export interface ClearRequest {
  readonly taskIds?: readonly string[];
  /** A regular expression that is searched for in the ids, as Airflow's `--task-regex`. */
  readonly task?: string;
  /** Also everything above, below the chosen ones. */
  readonly upstream?: boolean;
  readonly downstream?: boolean;
  /** Of all these only the failed ones and those that failed because of them. */
  readonly onlyFailed?: boolean;
}

const KEYS = {
  taskIds: 'string list',
  task: 'string',
  upstream: 'boolean',
  downstream: 'boolean',
  onlyFailed: 'boolean',
} as const;

const FAILED: readonly TaskState[] = ['failed', 'upstream_failed'];

/**
 * The tasks that a clear resets, in the order of the DAG; results of all others are kept. What is `upstream_failed`
 * below a reset task is reset with it, asked for or not: its state was never its own (Airflow leaves it failed).
 * @throws RunRequestError for an unknown key or task, or a pattern that is no regular expression
 */
export function planClear(spec: DagSpec, state: RunState, given: unknown): string[] {
  const request = checkRequest<ClearRequest>(spec, given, KEYS);
  const graph = buildGraph(spec.tasks);
  const stateOf = (position: number): TaskState => state.tasks[graph.ids[position]!]?.state ?? 'none';

  const chosen = choose(spec, request).map((id) => graph.positions.get(id)!);
  const reached = new Set([
    ...chosen,
    ...(request.upstream === true ? closure(graph, chosen, 'upstream') : []),
    ...(request.downstream === true ? closure(graph, chosen, 'downstream') : []),
  ]);
  const wanted = [...reached].filter(
    (position) =>
      stateOf(position) !== 'none' && (request.onlyFailed !== true || FAILED.includes(stateOf(position))),
  );
  const freed = [...closure(graph, wanted, 'downstream')].filter(
    (position) => stateOf(position) === 'upstream_failed',
  );
  return [...new Set([...wanted, ...freed])].sort((a, b) => a - b).map((position) => graph.ids[position]!);
}

function choose(spec: DagSpec, { taskIds, task }: ClearRequest): string[] {
  for (const id of taskIds ?? []) checkTaskId(spec, id);
  const pattern = task === undefined ? undefined : readPattern(spec, task);
  const all = spec.tasks.map(({ taskId }) => taskId);
  const listed = new Set(taskIds ?? []);
  if (pattern === undefined) return taskIds === undefined ? all : all.filter((id) => listed.has(id));
  const found = all.filter((id) => listed.has(id) || pattern.test(id));
  if (found.length === 0)
    throw refuse(spec, `no task id contains /${task}/.`, 'Choose a pattern that matches one.');
  return found;
}

function readPattern(spec: DagSpec, task: string): RegExp {
  try {
    return new RegExp(task);
  } catch (error) {
    throw refuse(
      spec,
      `'task' is no regular expression: ${(error as Error).message}.`,
      'Correct it, or list ids in taskIds.',
    );
  }
}
