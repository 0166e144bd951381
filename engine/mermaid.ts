import type { TaskState } from './run-state.ts';
import type { DagSpec } from './spec.ts';

/** Airflow's own colours of states, so that the picture needs no legend for its users. */
const COLOURS: Readonly<Record<TaskState, string>> = {
  none: '#ffffff',
  scheduled: '#d2b48c',
  queued: '#808080',
  running: '#01ff70',
  success: '#008000',
  failed: '#ff0000',
  up_for_retry: '#ffd700',
  up_for_reschedule: '#6fe7db',
  upstream_failed: '#ffa500',
  skipped: '#ff69b4',
  removed: '#d3d3d3',
  deferred: '#9370db',
  awaiting_input: '#ba55d3',
  restarting: '#ee82ee',
};
const LIGHT_TEXT: ReadonlySet<TaskState> = new Set([
  'success',
  'failed',
  'queued',
  'deferred',
  'awaiting_input',
]);

/**
 * A DAG as a Mermaid flowchart. Task ids are labels, never Mermaid ids, so that every character is safe.
 * @param stateOf the live state of a task; without it the graph alone
 */
export function mermaidOf(spec: DagSpec, stateOf?: (taskId: string) => TaskState): string {
  const names = new Map(spec.tasks.map(({ taskId }, index) => [taskId, `t${index}`]));
  const used = new Set<TaskState>();
  const nodes = spec.tasks.map(({ taskId }) => {
    const state = stateOf?.(taskId);
    if (state !== undefined) used.add(state);
    return `  ${names.get(taskId)}["${taskId}"]${state === undefined ? '' : `:::${state}`}`;
  });
  const edges = spec.tasks.flatMap(({ taskId, upstream }) =>
    upstream.map((above) => `  ${names.get(above)} --> ${names.get(taskId)}`),
  );
  const classes = [...used]
    .sort()
    .map(
      (state) =>
        `  classDef ${state} fill:${COLOURS[state]},color:${LIGHT_TEXT.has(state) ? '#fff' : '#000'}`,
    );
  return ['flowchart LR', ...nodes, ...edges, ...classes].join('\n');
}
