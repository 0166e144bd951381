import type { RunState, TaskState } from '../../engine/run-state.ts';
import { RunScheduler } from '../../engine/scheduler.ts';
import type { Decision, RunEvent } from '../../engine/scheduler-messages.ts';
import { SPEC_VERSION, type DagSpec, type TaskSpec } from '../../engine/spec.ts';
import type { TriggerRule } from '../../engine/trigger-rule-names.ts';

export type Outcome = 'success' | 'failed' | 'skipped';

/** A spec from `{ task: [upstream…] }`; rules for those that differ from all_success. */
export function specOf(
  graph: Readonly<Record<string, readonly string[]>>,
  rules: Readonly<Record<string, TriggerRule>> = {},
): DagSpec {
  const tasks = Object.entries(graph).map(([taskId, upstream]): TaskSpec => ({
    taskId,
    handler: 'work',
    triggerRule: rules[taskId] ?? 'all_success',
    upstream,
    inputs: {},
    retries: 0,
    retryDelaySeconds: 0,
    retryExponentialBackoff: 0,
    executionTimeoutSeconds: 60,
    heartbeatTimeoutSeconds: 60,
  }));
  return {
    specVersion: SPEC_VERSION,
    dagId: 'played',
    tags: [],
    params: {},
    maxActiveRuns: 1,
    locks: [],
    deadlines: [],
    tasks,
  };
}

export function endOf(taskId: string, outcome: Outcome, at = 1): RunEvent {
  if (outcome === 'success')
    return { type: 'task_succeeded', taskId, at, tries: 1, result: { value: taskId } };
  const reason = outcome === 'failed' ? 'it broke' : 'nothing to do';
  return { type: outcome === 'failed' ? 'task_failed' : 'task_skipped', taskId, at, tries: 1, reason };
}

/** A run on which every started task ends as told, one after the other, first started first ended. */
export class Played {
  readonly scheduler: RunScheduler;
  /** Every task in the order in which it was started. */
  readonly started: string[] = [];
  readonly decisions: Decision[] = [];
  readonly #outcome: (taskId: string) => Outcome;
  #next = 0;

  constructor(spec: DagSpec, outcome: (taskId: string) => Outcome = () => 'success', state?: RunState) {
    this.scheduler = new RunScheduler(spec, state);
    this.#outcome = outcome;
  }

  tell(event: RunEvent): this {
    for (const decision of this.scheduler.apply(event)) {
      this.decisions.push(decision);
      if (decision.type === 'start_task') this.started.push(decision.taskId);
    }
    return this;
  }

  /** Ends what was started until nothing is left. */
  toTheEnd(): this {
    for (; this.#next < this.started.length; this.#next += 1) {
      const taskId = this.started[this.#next]!;
      this.tell({ type: 'task_running', taskId, at: 1 }).tell(endOf(taskId, this.#outcome(taskId)));
    }
    return this;
  }

  states(): Record<string, TaskState> {
    const { tasks } = this.scheduler.toJSON();
    return Object.fromEntries(Object.entries(tasks).map(([taskId, { state }]) => [taskId, state]));
  }

  reasonOf(taskId: string): string | undefined {
    return this.scheduler.state.tasks[taskId]?.reason;
  }
}

export const playAll = (spec: DagSpec, outcomes: Readonly<Record<string, Outcome>> = {}): Played =>
  new Played(spec, (taskId) => outcomes[taskId] ?? 'success').tell({ type: 'run_started', at: 0 }).toTheEnd();
