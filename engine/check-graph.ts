import { canonicalJson } from './canonical.ts';
import { buildGraph, findCycle } from './graph.ts';
import { LIMITS } from './limits.ts';
import type { Problems } from './problems.ts';
import type { TaskSpec } from './spec.ts';

/** Tasks named in the path of a long cycle: enough to find it. */
const SHOWN = 20;

/** Notes what only shows on the whole graph: cycles and sizes. Linear in tasks and edges. */
export function checkGraph(problems: Problems, tasks: readonly TaskSpec[]): void {
  const edges = tasks.reduce((sum, task) => sum + task.upstream.length, 0);
  tooLarge(problems, 'tasks', tasks.length, LIMITS.tasks, 'Split the DAG.');
  tooLarge(
    problems,
    'edges',
    edges,
    LIMITS.edges,
    'Put an empty task between groups that all depend on each other.',
  );
  for (const task of tasks) {
    const size = canonicalJson(task.inputs).length;
    const cure = 'Put the data on S3 and pass its path.';
    tooLarge(problems.of(task.taskId), 'characters of inputs', size, LIMITS.literalBytes, cure);
  }
  const cycle = findCycle(buildGraph(tasks));
  if (cycle === undefined) return;
  const path = cycle.length > SHOWN ? [...cycle.slice(0, SHOWN), '…', cycle[0]!] : cycle;
  problems.add(
    'DAG_CYCLE',
    `its tasks wait for each other: ${path.join(' → ')}.`,
    'Remove one of these edges.',
  );
}

function tooLarge(problems: Problems, what: string, size: number, limit: number, cure: string): void {
  if (size > limit) problems.add('TOO_LARGE', `it has ${size} ${what}, allowed are ${limit}.`, cure);
}
