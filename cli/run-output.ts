import { formatRecord, formatRows, type OutputFormat, type Row } from './output.ts';
import type { RunStatus, TaskStatus } from './read-run.ts';
import { taskRemark, tookText } from './run-lines.ts';

const TASK_COLUMNS = ['task_id', 'state', 'tries', 'started_at', 'ended_at', 'duration', 'remark'];

/** The tasks of a run as rows of a listing. */
export function formatTasks(tasks: readonly TaskStatus[], output: OutputFormat): string {
  return formatRows(tasks.map(taskRow), TASK_COLUMNS, output);
}

function taskRow(task: TaskStatus): Row {
  const { taskId, state, tries, startedAt = null, endedAt = null, reason = null, pending } = task;
  return {
    task_id: taskId,
    state,
    tries,
    started_at: startedAt,
    ended_at: endedAt,
    duration: tookText(task, Date.now()),
    remark: taskRemark(task),
    reason,
    ...(pending === undefined ? {} : { pending }),
  };
}

/** A run with its tasks: as `table` first its own fields, then the tasks; otherwise one document. */
export function formatRun(run: RunStatus, output: OutputFormat): string {
  const { tasks, params, warnings, counts, offset: _offset, total, ...facts } = run;
  const own = {
    dag_id: facts.dagId,
    run_id: facts.runId,
    workflow_id: facts.workflowId,
    state: facts.state,
    reason: facts.reason,
    paused: facts.paused,
    run_type: facts.runType,
    logical_date: facts.logicalDate,
    queued_at: facts.queuedAt,
    started_at: facts.startedAt,
    ended_at: facts.endedAt,
    note: facts.note,
    params,
    warnings,
    spec_hash: facts.specHash === '' ? undefined : facts.specHash,
    source: facts.source,
  };
  if (output === 'json' || output === 'yaml') {
    return formatRecord({ ...own, counts, total, tasks: tasks.map(taskRow) }, output);
  }
  const shown = {
    ...own,
    paused: facts.paused ? true : undefined,
    warnings: warnings.length === 0 ? undefined : warnings,
    tasks: Object.entries(counts).map(([state, count]) => `${count} ${state}`),
  };
  return [formatRecord(shown, output), formatTasks(tasks, output)].filter(Boolean).join('\n\n');
}
