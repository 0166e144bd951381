import type { TaskGraph } from './graph.ts';
import { isFinished } from './run-state.ts';
import type { FinishedState, RunState } from './run-state.ts';
import type { DagSpec, TaskSpec } from './spec.ts';
import type { UpstreamCounts } from './trigger-rules.ts';

/** Names in a sentence: three, and how many more. */
const SHOWN = 3;
const names = (ids: readonly string[]): string => {
  const shown = ids.slice(0, SHOWN).map((id) => `'${id}'`);
  return ids.length > SHOWN ? `${shown.join(', ')} and ${ids.length - SHOWN} more` : shown.join(', ');
};

/** Why a task starts now. */
export function explainStart(task: TaskSpec, counts: Readonly<UpstreamCounts>): string {
  if (counts.total === 0) return 'it has no upstream tasks';
  return `'${task.triggerRule}' is met: ${counts.success} of ${counts.total} upstream tasks succeeded`;
}

/** Why a task gets a final state without running, e.g. `upstream 'silver' was skipped ('all_success' requires …)`. */
export function explainState(
  task: TaskSpec,
  tasks: RunState['tasks'],
  decision: { readonly state: FinishedState; readonly reason: string },
): string {
  const inState = (...states: readonly string[]): string[] =>
    task.upstream.filter((id) => states.includes(tasks[id]?.state ?? 'none'));
  const broken = inState('failed', 'upstream_failed');
  const skipped = inState('skipped');
  if (decision.state === 'upstream_failed' && broken.length > 0) {
    return `upstream ${names(broken)} failed (${decision.reason})`;
  }
  return skipped.length > 0 ? `upstream ${names(skipped)} was skipped (${decision.reason})` : decision.reason;
}

interface Outcome {
  readonly state: 'success' | 'failed';
  readonly reason: string;
}

/**
 * The state of a run in which nothing is under way: Airflow's rule, by the leaves alone. Tasks that still wait then
 * wait for ever; Airflow calls that a deadlock, and so do we.
 */
export function runOutcome(spec: DagSpec, graph: TaskGraph, run: RunState, unfinished: number): Outcome {
  const stateOf = (id: string): string => run.tasks[id]?.state ?? 'none';
  if (run.stopping !== undefined) return { state: 'failed', reason: run.stopping };
  if (unfinished > 0) {
    const waiting = graph.ids.filter((id) => !isFinished(run.tasks[id]?.state ?? 'none'));
    return { state: 'failed', reason: `deadlock: nothing runs, and ${names(waiting)} can never start` };
  }
  const broken = ['failed', 'upstream_failed'];
  const leaves = graph.ids.filter((_, position) => graph.downstream[position]!.length === 0);
  const failedLeaves = leaves.filter((id) => broken.includes(stateOf(id)));
  if (failedLeaves.length === 0) {
    return { state: 'success', reason: spec.tasks.length === 0 ? 'it has no tasks' : 'no leaf task failed' };
  }
  const failed = graph.ids.filter((id) => stateOf(id) === 'failed');
  const causes = failed
    .slice(0, SHOWN)
    .map((id) => `task '${id}' failed: ${run.tasks[id]?.reason ?? 'no reason given'}`);
  const more = failed.length > SHOWN ? [`${failed.length - SHOWN} more tasks failed`] : [];
  const told = [...causes, ...more];
  return {
    state: 'failed',
    reason: told.length > 0 ? told.join('; ') : `leaf task ${names(failedLeaves)} failed`,
  };
}
