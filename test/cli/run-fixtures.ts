import type { RunStatus, TaskStatus } from '../../cli/read-run.ts';

export const NOW = Date.parse('2026-01-01T04:01:00Z');

/** A live run of two tasks; every field can be replaced. */
export function someRun(overrides: Partial<RunStatus> = {}): RunStatus {
  const tasks = overrides.tasks ?? [someTask(), someTask({ taskId: 'load', state: 'none', tries: 0 })];
  return {
    dagId: 'movies',
    runId: 'manual__1',
    workflowId: 'movies/manual__1',
    source: 'live',
    open: true,
    runType: 'manual',
    logicalDate: '2026-01-01T04:00:00.000Z',
    state: 'running',
    params: {},
    specHash: 'h',
    paused: false,
    warnings: [],
    counts: {},
    total: tasks.length,
    offset: 0,
    ...overrides,
    tasks,
  };
}

export function someTask(overrides: Partial<TaskStatus> = {}): TaskStatus {
  return { taskId: 'fetch', state: 'running', tries: 1, startedAt: '2026-01-01T04:00:00.000Z', ...overrides };
}
