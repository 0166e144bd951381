import type { RunStatus, TaskStatus } from './read-run.ts';
import { colourLine, durationText, runLines, taskRemark, tookText } from './run-lines.ts';

/** Where the progress of a run is shown. */
export interface RunScreen {
  update(run: RunStatus, now: number): void;
}

/** The part of a terminal or a file that a screen writes to. */
export interface ScreenStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

/** Lines redrawn in place on a terminal, else a line for each change. */
export const openScreen = (stream: ScreenStream): RunScreen =>
  stream.isTTY === true ? new LiveScreen(stream) : new LogScreen(stream);

/** Redraws the whole run at each update, over what it drew before. */
export class LiveScreen implements RunScreen {
  readonly #stream: ScreenStream;
  #drawn = 0;

  constructor(stream: ScreenStream) {
    this.#stream = stream;
  }

  update(run: RunStatus, now: number): void {
    // A terminal without a size, as some tools make them, says 0.
    const columns = this.#stream.columns || 80;
    const rows = this.#stream.rows || 24;
    // A line that wraps would be counted as one and drawn as two.
    const lines = runLines(run, { rows: Math.max(rows - 4, 3), now }).map((line) =>
      line.slice(0, columns - 1),
    );
    const up = this.#drawn === 0 ? '' : `\u001B[${this.#drawn}A\u001B[0J`;
    this.#stream.write(`${up}${lines.map((line) => `${colourLine(line)}\n`).join('')}`);
    this.#drawn = lines.length;
  }
}

/** Progress of a task that only counts on is told this often. */
const PROGRESS_EVERY_MS = 10_000;

/** A line for each change of a state, and now and then for a task that gets on. */
export class LogScreen implements RunScreen {
  readonly #stream: ScreenStream;
  #runState = '';
  readonly #told = new Map<
    string,
    { readonly state: string; readonly remark: string; readonly at: number }
  >();

  constructor(stream: ScreenStream) {
    this.#stream = stream;
  }

  update(run: RunStatus, now: number): void {
    const runState = [run.state, run.state === 'success' ? undefined : run.reason].filter(Boolean).join(': ');
    for (const task of run.tasks) this.#tellTask(task, now);
    if (runState !== this.#runState) this.#line(now, `run ${run.runId}`, runState);
    this.#runState = runState;
  }

  #tellTask(task: TaskStatus, now: number): void {
    const { taskId, tries } = task;
    const state = `${task.state}${tries > 1 ? ` (try ${tries})` : ''}`;
    const remark = taskRemark(task);
    const before = this.#told.get(taskId) ?? { state: 'none', remark: '', at: 0 };
    const isNew = state !== before.state;
    const isDue = remark !== before.remark && now - before.at >= PROGRESS_EVERY_MS;
    if (!isNew && !isDue) return;
    const ended = task.endedAt !== undefined && task.startedAt !== undefined && task.state !== 'restarting';
    const took = ended ? ` after ${tookText(task, now)}` : '';
    this.#line(now, taskId, `${state}${took}${remark === '' ? '' : `: ${remark}`}`);
    this.#told.set(taskId, { state, remark, at: now });
  }

  #line(now: number, what: string, text: string): void {
    this.#stream.write(`${new Date(now).toISOString().slice(11, 19)} ${what} ${text}\n`);
  }
}

/** How a run ended, in one line. */
export const endLine = (run: RunStatus): string => {
  const from = Date.parse(run.startedAt ?? run.queuedAt ?? '');
  const took = run.endedAt === undefined ? Number.NaN : Date.parse(run.endedAt) - from;
  const after = Number.isNaN(took) ? '' : ` after ${durationText(took)}`;
  return `run '${run.runId}' of DAG '${run.dagId}': ${run.state}${after}`;
};
