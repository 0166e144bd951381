import type { CallbackCall, CallbackEvent } from '../../engine/task-messages.ts';
import type { MessageLevel } from './message.ts';
import type { RunAlert, RunAlertKind } from './run-alert.ts';

const ALERTS: Readonly<
  Record<Exclude<CallbackEvent['kind'], 'deadline'>, readonly [RunAlertKind, MessageLevel]>
> = {
  run_success: ['success', 'info'],
  run_failure: ['failure', 'error'],
  task_execute: ['task_started', 'info'],
  task_success: ['task_success', 'info'],
  task_failure: ['task_failure', 'error'],
  task_retry: ['task_retry', 'warning'],
  task_skipped: ['task_skipped', 'warning'],
};

/** The alert for what a workflow calls a callback with. */
export function alertOfCallback({ run, event }: CallbackCall): RunAlert {
  const [kind, level] = kindAndLevel(event);
  return {
    dagId: run.dagId,
    runId: run.runId,
    logicalDate: run.logicalDate,
    kind,
    level,
    reason: event.reason,
    ...(event.taskId === undefined ? {} : { taskId: event.taskId }),
    ...(event.deadline === undefined ? {} : { dueAt: event.deadline.dueAt }),
  };
}

function kindAndLevel(event: CallbackEvent): readonly [RunAlertKind, MessageLevel] {
  if (event.kind !== 'deadline') return ALERTS[event.kind];
  return event.deadline?.level === 'warning' ? ['sla_warning', 'warning'] : ['sla_alert', 'error'];
}
