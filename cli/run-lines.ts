import { styleText } from 'node:util';
import type { TaskState } from '../engine/run-state.ts';
import { progressText } from './progress-text.ts';
import type { RunStatus, TaskStatus } from './read-run.ts';

type Colour = Parameters<typeof styleText>[0];

const LOOKS: Readonly<Partial<Record<TaskState, readonly [mark: string, colour: Colour]>>> = {
  running: ['▶', 'cyan'],
  queued: ['…', 'gray'],
  scheduled: ['…', 'gray'],
  success: ['✔', 'green'],
  failed: ['✘', 'red'],
  upstream_failed: ['✘', 'yellow'],
  up_for_retry: ['↻', 'yellow'],
  restarting: ['↻', 'yellow'],
  skipped: ['–', 'magenta'],
};

const markOf = (state: TaskState): string => (LOOKS[state] ?? ['·', 'gray'])[0];
const colourOf = (state: TaskState): Colour => (LOOKS[state] ?? ['·', 'gray'])[1];

/** Seconds and minutes as a person says them: `0.8 s`, `42 s`, `3 min 5 s`. */
export function durationText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** How long something took, or has taken so far; empty when it has not begun. */
export function tookText(
  { startedAt, endedAt }: { readonly startedAt?: string; readonly endedAt?: string },
  now: number,
): string {
  if (startedAt === undefined) return '';
  return durationText(
    Math.max((endedAt === undefined ? now : Date.parse(endedAt)) - Date.parse(startedAt), 0),
  );
}

/** What a task is doing, or why it is where it is. */
export function taskRemark({ state, reason = '', pending }: TaskStatus): string {
  if (state === 'running') {
    const progress = progressText(pending?.progress);
    const before = pending?.lastFailure === undefined ? '' : `the try before failed: ${pending.lastFailure}`;
    return [progress, before].filter((text) => text !== '').join('; ');
  }
  if (state === 'up_for_retry' && pending?.nextTryAt !== undefined) {
    return `next try at ${pending.nextTryAt.slice(11, 19)} UTC; ${reason}`;
  }
  return state === 'success' || state === 'queued' || state === 'scheduled' ? '' : reason;
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** One line of a task, in columns. */
export function taskLine(task: TaskStatus, widest: number, now: number): string {
  const tries = task.tries > 1 ? `try ${task.tries}` : '';
  const columns = [
    `${markOf(task.state)} ${task.taskId.padEnd(widest)}`,
    (task.state === 'none' ? '' : task.state).padEnd(15),
    (task.state === 'none' ? '' : tookText(task, now)).padEnd(11),
    [tries, oneLine(taskRemark(task))].filter((text) => text !== '').join('; '),
  ];
  return columns.join(' ').trimEnd();
}

/** A run and its tasks, a line each; a large run shows those that something is to be said of, as far as they fit. */
export function runLines(run: RunStatus, room: { readonly rows: number; readonly now: number }): string[] {
  const reason = run.state === 'success' || run.reason === undefined ? '' : ` (${oneLine(run.reason)})`;
  const head = `${run.dagId} ${run.runId}: ${run.state}${run.paused ? ', paused' : ''}${reason}`;
  const interesting = run.tasks.filter(({ state }) => state !== 'none' && state !== 'success');
  const shown = run.tasks.length <= room.rows ? run.tasks : interesting.slice(0, room.rows);
  const widest = Math.max(0, ...shown.map(({ taskId }) => taskId.length));
  const hidden = run.total - shown.length;
  const counts = Object.entries(run.counts).map(([state, count]) => `${count} ${state}`);
  return [
    head,
    ...shown.map((task) => `  ${taskLine(task, widest, room.now)}`),
    ...(hidden > 0 ? [`  … ${hidden} more tasks; in all ${counts.join(', ')}`] : []),
  ];
}

/** Colours a line of `runLines` by the mark it begins with. */
export function colourLine(line: string): string {
  const state = (Object.keys(LOOKS) as TaskState[]).find((name) =>
    line.trimStart().startsWith(`${markOf(name)} `),
  );
  return state === undefined ? line : styleText(colourOf(state), line);
}
