import { buildGraph, closure, type TaskGraph } from './graph.ts';
import { isActive, isFinished, newRunState } from './run-state.ts';
import type { FinishedState, RunState, TaskInstanceState, TaskState } from './run-state.ts';
import { explainState, explainStart, runOutcome } from './scheduler-reasons.ts';
import type { Decision, RunEvent } from './scheduler-messages.ts';
import type { DagSpec } from './spec.ts';
import { evaluateTriggerRule, noUpstream, type UpstreamCounts } from './trigger-rules.ts';

export type { Decision, RunEvent } from './scheduler-messages.ts';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;
type EndEvent = EventOf<'task_succeeded' | 'task_failed' | 'task_skipped' | 'task_cancelled'>;

const NEVER_TRIED: TaskInstanceState = { state: 'none', tries: 0 };

/**
 * One run of a DAG: takes what happened, answers what to do. Pure and deterministic: the same events give the same
 * decisions, in a workflow, its replay and a test. A finished task touches only its children, so a whole run costs
 * one step per task and edge.
 */
export class RunScheduler {
  readonly #spec: DagSpec;
  readonly #graph: TaskGraph;
  readonly #counts: UpstreamCounts[];
  readonly #tasks: Record<string, TaskInstanceState>;
  #run: Omit<RunState, 'tasks'>;
  #active = 0;
  #unfinished: number;
  #decisions: Decision[] = [];
  /** Tasks whose upstream changed, or that were reset, in the order in which they are looked at. */
  #pending: number[] = [];

  /** @param state of an earlier execution of the same run, with the same spec or a newer one */
  constructor(spec: DagSpec, state: RunState = newRunState()) {
    const { tasks, ...run } = state;
    this.#spec = spec;
    this.#graph = buildGraph(spec.tasks);
    this.#run = run;
    this.#tasks = {};
    this.#counts = this.#graph.upstream.map((above) => noUpstream(above.length));
    this.#unfinished = spec.tasks.length;
    this.#graph.ids.forEach((id, position) => {
      const instance = tasks[id];
      if (instance !== undefined) this.#set(position, instance);
    });
    this.#pending = [];
  }

  /** The run as it stands: a view of the living state, to be read at once. */
  get state(): RunState {
    return { ...this.#run, tasks: this.#tasks };
  }

  get isFinished(): boolean {
    return this.#run.state === 'success' || this.#run.state === 'failed';
  }

  toJSON(): RunState {
    return { ...this.#run, tasks: { ...this.#tasks } };
  }

  /**
   * Takes an event, and answers what follows from it, in a fixed order. Events that come too late (a task or run is
   * finished already) change nothing.
   * @throws RangeError for a task that is not in the DAG
   */
  apply(event: RunEvent): Decision[] {
    this.#decisions = [];
    this.#take(event);
    this.#settle(event.at);
    return this.#decisions;
  }

  #take(event: RunEvent): void {
    switch (event.type) {
      case 'run_queued':
        // A run that goes on in a new execution keeps its place: it never left `running`.
        if (this.#run.state === 'running') return;
        this.#run = { ...this.#withoutEnd(), state: 'queued', queuedAt: event.at };
        return;
      case 'run_started':
        this.#start(event.at);
        return;
      case 'task_running':
        this.#begin(event);
        return;
      case 'run_cancelled':
        this.#stop(event.at, 'the run was cancelled');
        return;
      case 'run_timed_out':
        this.#stop(event.at, `the run timed out after ${event.afterSeconds} s`);
        return;
      case 'cleared':
        this.#clear(event.taskIds.map((id) => this.#position(id)));
        return;
      case 'marked':
        this.#mark(event);
        return;
      default:
        this.#end(event);
    }
  }

  #start(at: number): void {
    if (this.isFinished) return;
    this.#run = { ...this.#run, state: 'running', startedAt: this.#run.startedAt ?? at };
    this.#graph.ids.forEach((taskId, position) => {
      const { state } = this.#instance(position);
      if (state === 'none') this.#pending.push(position);
      else if (isActive(state)) this.#schedule(position, 'the run goes on in a new execution', taskId);
    });
  }

  #begin({ taskId, at }: EventOf<'task_running'>): void {
    const position = this.#position(taskId);
    const { state, tries } = this.#instance(position);
    if (state === 'scheduled') this.#set(position, { state: 'running', tries, startedAt: at });
  }

  #end(event: EndEvent): void {
    const position = this.#position(event.taskId);
    const before = this.#instance(position);
    if (!isActive(before.state)) return;
    const tries = before.tries + (event.tries ?? 1);
    if (before.state === 'restarting') {
      this.#set(position, { state: 'none', tries });
      this.#pending.push(position);
      return;
    }
    const startedAt = ('startedAt' in event ? event.startedAt : undefined) ?? before.startedAt;
    this.#set(position, {
      ...outcomeOf(event),
      tries,
      endedAt: event.at,
      ...(startedAt === undefined ? {} : { startedAt }),
    });
  }

  /** Nothing new starts: what never began is skipped, as Airflow does; what runs is waited for. */
  #stop(at: number, reason: string): void {
    if (this.isFinished) return;
    // A run that is stopped while it waits for its slot ends like any other.
    this.#run = { ...this.#run, state: 'running', stopping: reason };
    this.#graph.ids.forEach((taskId, position) => {
      const { state } = this.#instance(position);
      if (state === 'none' || state === 'scheduled') this.#decide(position, 'skipped', reason, at);
      else if (isActive(state)) this.#decisions.push({ type: 'cancel_task', taskId, reason });
    });
  }

  /** Forgets outcomes and results, keeps the number of tries. */
  #clear(positions: readonly number[]): void {
    if (this.isFinished) this.#run = { ...this.#withoutEnd(), state: 'queued' };
    for (const position of positions) {
      const { state, tries } = this.#instance(position);
      if (isFinished(state)) {
        this.#set(position, { state: 'none', tries });
        this.#pending.push(position);
      } else if (isActive(state) && state !== 'scheduled' && state !== 'restarting') {
        this.#set(position, {
          ...this.#instance(position),
          state: 'restarting',
          reason: 'cleared while it ran',
        });
        const taskId = this.#graph.ids[position]!;
        this.#decisions.push({ type: 'cancel_task', taskId, reason: 'it was cleared, and starts anew' });
      }
    }
  }

  #mark({ taskId, state, at, reason = `marked ${state}` }: EventOf<'marked'>): void {
    const position = this.#position(taskId);
    if (this.isFinished) this.#run = { ...this.#withoutEnd(), state: 'queued' };
    if (isActive(this.#instance(position).state))
      this.#decisions.push({ type: 'cancel_task', taskId, reason });
    this.#decide(position, state, reason, at);
    if (state !== 'success') return;
    const below = [...closure(this.#graph, this.#graph.downstream[position]!, 'downstream')];
    const failed: readonly TaskState[] = ['failed', 'upstream_failed'];
    this.#clear(below.filter((other) => other !== position && failed.includes(this.#instance(other).state)));
  }

  /** Looks at every task that something changed for, and in the end at the run. */
  #settle(at: number): void {
    if (this.#run.state !== 'running') {
      this.#pending = [];
      return;
    }
    for (let next = 0; next < this.#pending.length; next += 1) this.#consider(this.#pending[next]!, at);
    this.#pending = [];
    if (this.#active === 0) this.#finish(at);
  }

  #consider(position: number, at: number): void {
    if (this.#instance(position).state !== 'none') return;
    if (this.#run.stopping !== undefined) {
      this.#decide(position, 'skipped', this.#run.stopping, at);
      return;
    }
    const task = this.#spec.tasks[position]!;
    const decision = evaluateTriggerRule(task.triggerRule, this.#counts[position]!);
    if (decision.action === 'run') {
      this.#schedule(position, explainStart(task, this.#counts[position]!), task.taskId);
    } else if (decision.action === 'set') {
      this.#decide(position, decision.state, explainState(task, this.#tasks, decision), at);
    }
  }

  #schedule(position: number, reason: string, taskId: string): void {
    const { tries } = this.#instance(position);
    this.#set(position, { state: 'scheduled', tries, reason });
    this.#decisions.push({ type: 'start_task', taskId, reason });
  }

  #decide(position: number, state: FinishedState, reason: string, at: number): void {
    const { tries, startedAt } = this.#instance(position);
    this.#set(position, {
      state,
      tries,
      reason,
      endedAt: at,
      ...(startedAt === undefined ? {} : { startedAt }),
    });
    this.#decisions.push({ type: 'set_state', taskId: this.#graph.ids[position]!, state, reason });
  }

  #finish(at: number): void {
    const { state, reason } = runOutcome(this.#spec, this.#graph, this.state, this.#unfinished);
    this.#run = { ...this.#run, state, reason, endedAt: at };
    this.#decisions.push({ type: 'finish_run', state, reason });
  }

  /** A run that is begun again: its end, and why it stopped, are forgotten. */
  #withoutEnd(): Omit<RunState, 'tasks' | 'state'> {
    const { version, queuedAt } = this.#run;
    return { version, ...(queuedAt === undefined ? {} : { queuedAt }) };
  }

  #position(taskId: string): number {
    const position = this.#graph.positions.get(taskId);
    if (position !== undefined) return position;
    throw new RangeError(
      `DAG '${this.#spec.dagId}' has no task '${taskId}': an event names it, its spec does not.`,
    );
  }

  #instance(position: number): TaskInstanceState {
    return this.#tasks[this.#graph.ids[position]!] ?? NEVER_TRIED;
  }

  /** The one place where a state changes: keeps all counts, and notes the children of a task that finished. */
  #set(position: number, instance: TaskInstanceState): void {
    const before = this.#instance(position).state;
    const after = instance.state;
    this.#tasks[this.#graph.ids[position]!] = instance;
    this.#active += Number(isActive(after)) - Number(isActive(before));
    this.#unfinished += Number(isFinished(before)) - Number(isFinished(after));
    for (const child of this.#graph.downstream[position]!) {
      const counts = this.#counts[child]!;
      if (isFinished(before)) counts[before] -= 1;
      if (isFinished(after)) counts[after] += 1;
      if (isFinished(after)) this.#pending.push(child);
    }
  }
}

function outcomeOf(event: EndEvent): Pick<TaskInstanceState, 'state' | 'reason' | 'result'> {
  if (event.type === 'task_succeeded') {
    return { state: 'success', ...(event.result === undefined ? {} : { result: event.result }) };
  }
  if (event.type === 'task_cancelled') return { state: 'failed', reason: 'it was cancelled while it ran' };
  return { state: event.type === 'task_failed' ? 'failed' : 'skipped', reason: event.reason };
}
