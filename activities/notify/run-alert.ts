import type { Message, MessageLevel } from './message.ts';
import { sendToChannels, type NotificationReport, type NotifyDependencies } from './send-to-channels.ts';

const HEADLINES = {
  failure: 'run failed',
  task_failure: 'task failed',
  task_retry: 'task is tried again',
  task_skipped: 'task was skipped',
  task_started: 'task has started',
  task_success: 'task succeeded',
  success: 'run succeeded',
  sla_warning: 'run is late',
  sla_alert: 'run has missed its SLA',
} as const;

export type RunAlertKind = keyof typeof HEADLINES;

/** What happened to a run that people should hear of. */
export interface RunAlert {
  readonly dagId: string;
  readonly runId: string;
  readonly kind: RunAlertKind;
  readonly level: MessageLevel;
  /** One sentence a person can read. */
  readonly reason: string;
  readonly taskId?: string;
  /** ISO 8601 in UTC. */
  readonly logicalDate?: string;
  /** Of an SLA: when the run should have ended, ISO 8601 in UTC. */
  readonly dueAt?: string;
  /** The end of the log, or a stack trace. */
  readonly excerpt?: string;
}

/** Tells the channels of a failed, late or otherwise notable run. Never throws for a dead channel. */
export async function sendRunAlert(alert: RunAlert, deps: NotifyDependencies): Promise<NotificationReport> {
  return sendToChannels(runAlertMessage(alert), deps);
}

export function runAlertMessage(alert: RunAlert): Message {
  const { dagId, runId, kind, level, reason, taskId, logicalDate, dueAt, excerpt } = alert;
  const rows = [
    ['DAG', dagId],
    ['run', runId],
    ['task', taskId],
    ['logical date', logicalDate],
    ['due', dueAt],
    ['reason', reason],
  ].filter((row): row is [string, string] => row[1] !== undefined);
  const where = taskId === undefined ? dagId : `${dagId}.${taskId}`;
  return {
    level,
    subject: `${where}: ${HEADLINES[kind]} (${runId})`,
    summary: `${reason} Look closer with: tradewind dags state ${dagId} '${runId}'`,
    sections: [{ title: 'Run', rows }],
    ...(excerpt === undefined ? {} : { excerpt }),
  };
}
