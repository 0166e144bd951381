import type { CallbackEvent, RunFacts } from '../../engine/task-messages.ts';
import { alertOfCallback } from '../../activities/notify/callback-alert.ts';
import { runAlertMessage, sendRunAlert, type RunAlert } from '../../activities/notify/run-alert.ts';
import { memoryLog } from './fixtures.ts';

const RUN: RunFacts = {
  dagId: 'orders',
  runId: 'scheduled__2026-01-01T04:00:00+00:00',
  executionId: 'eacf4536',
  logicalDate: '2026-01-01T04:00:00.000Z',
  runType: 'scheduled',
  params: {},
};
const ALERT: RunAlert = {
  dagId: 'orders',
  runId: 'run-1',
  kind: 'failure',
  level: 'error',
  reason: "task 'load' failed after 3 tries.",
  taskId: 'load',
  excerpt: 'at load (orders.ts:7)',
};

test('names the run, the task, the reason, the excerpt and the next step', () => {
  const message = runAlertMessage(ALERT);
  expect(message.subject).toBe('orders.load: run failed (run-1)');
  expect(message.summary).toBe(
    "task 'load' failed after 3 tries. Look closer with: tradewind dags state orders 'run-1'",
  );
  expect(message.excerpt).toBe('at load (orders.ts:7)');
});

test('goes to the log where no channel is set up', async () => {
  const log = memoryLog();
  const report = await sendRunAlert(ALERT, { channels: [], log: log as never });
  expect(report).toEqual({ delivered: ['log'], warnings: [] });
  expect(log.lines[0]?.text).toMatch(/orders\.load: run failed/);
});

const late = (level: 'warning' | 'alert'): CallbackEvent => ({
  kind: 'deadline',
  reason: 'still running',
  deadline: { name: 'sla', level, dueAt: '2026-01-01T05:30:00.000Z' },
});

test.each<[string, CallbackEvent, string, string]>([
  ['a failed run', { kind: 'run_failure', reason: 'r' }, 'failure', 'error'],
  ['a failed task', { kind: 'task_failure', taskId: 't', reason: 'r' }, 'task_failure', 'error'],
  ['a retry', { kind: 'task_retry', taskId: 't', reason: 'r' }, 'task_retry', 'warning'],
  ['a late run', late('warning'), 'sla_warning', 'warning'],
  ['a missed SLA', late('alert'), 'sla_alert', 'error'],
  ['a run that succeeded', { kind: 'run_success', reason: 'r' }, 'success', 'info'],
])('%s of a workflow becomes an alert', (_case, event, kind, level) => {
  expect(alertOfCallback({ run: RUN, event })).toMatchObject({
    dagId: 'orders',
    runId: RUN.runId,
    kind,
    level,
  });
});

test('a missed SLA says when the run was due', () => {
  const { sections } = runAlertMessage(alertOfCallback({ run: RUN, event: late('alert') }));
  expect(sections[0]?.rows).toContainEqual(['due', '2026-01-01T05:30:00.000Z']);
});
