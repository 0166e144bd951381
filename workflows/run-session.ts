import { CancellationScope, condition } from '@temporalio/workflow';
import { RunScheduler, type Decision, type RunEvent } from '../engine/scheduler.ts';
import type { XComValue } from '../engine/run-state.ts';
import type { InputSource, TaskCallbacks, TaskSpec } from '../engine/spec.ts';
import type { CallbackEvent, TaskCall } from '../engine/task-messages.ts';
import { runCallbacks } from './callbacks.ts';
import type { CarriedRun } from '../engine/run-messages.ts';
import { executeTask, type TaskEnd } from './task-execution.ts';

/**
 * One run in flight: feeds what happened to the pure scheduler and turns its decisions into activities.
 * It knows nothing of slots, deadlines or the run's record: those are the lifecycle's.
 */
export class RunSession {
  readonly run: CarriedRun;
  readonly scheduler: RunScheduler;
  readonly warnings: string[];
  /** Told after every event. */
  onChange: () => void = () => undefined;
  /** Names of deadlines that called back, in this execution or one before it. */
  readonly missedDeadlines: Set<string>;
  #paused: boolean;
  #draining = false;
  readonly #tasks: ReadonlyMap<string, TaskSpec>;
  readonly #running = new Map<string, CancellationScope>();
  readonly #callbacks = new Set<Promise<void>>();
  /** Tasks to start once their last activity has ended, e.g. one that was marked and then cleared, and why. */
  readonly #successors = new Map<string, string>();
  /** Tasks that wait for a pause to end, and why they were to start. */
  readonly #held = new Map<string, string>();
  #broken: { readonly error: unknown } | undefined;

  constructor(run: CarriedRun) {
    this.run = run;
    this.warnings = [...run.warnings];
    this.missedDeadlines = new Set(run.missedDeadlines);
    this.#paused = run.paused ?? false;
    this.scheduler = new RunScheduler(run.spec, run.runState);
    this.#tasks = new Map(run.spec.tasks.map((task) => [task.taskId, task]));
  }

  get isPaused(): boolean {
    return this.#paused;
  }

  /** Nothing new starts: the run goes on in another execution once what runs has ended. */
  get isDraining(): boolean {
    return this.#draining;
  }

  drain(): void {
    this.#draining = true;
  }

  pause(): void {
    this.#paused = true;
    this.onChange();
  }

  resume(): void {
    this.#paused = false;
    const held = [...this.#held];
    this.#held.clear();
    for (const [taskId, reason] of held) this.#start(taskId, reason);
    this.onChange();
  }

  get isSettled(): boolean {
    const ended = this.scheduler.isFinished || this.#draining;
    const quiet = this.#running.size === 0 && this.#callbacks.size === 0;
    return this.#broken !== undefined || (ended && quiet);
  }

  /** Waits until the run is decided, or has drained. @throws what broke the interpreter itself */
  async settled(): Promise<void> {
    await condition(() => this.isSettled);
    if (this.#broken !== undefined) throw this.#broken.error;
  }

  /** Tells the scheduler what happened, and does what it decides. */
  handle(event: RunEvent): void {
    for (const decision of this.scheduler.apply(event)) this.#carryOut(decision);
    this.onChange();
  }

  #carryOut(decision: Decision): void {
    if (decision.type === 'start_task') {
      this.#start(decision.taskId, decision.reason);
    } else if (decision.type === 'cancel_task') {
      this.#running.get(decision.taskId)?.cancel();
    } else if (decision.type === 'set_state') {
      this.#held.delete(decision.taskId);
      this.#successors.delete(decision.taskId);
      if (decision.state === 'skipped')
        this.#tell(this.#task(decision.taskId), 'onSkipped', 'task_skipped', decision.reason);
    }
  }

  #task(taskId: string): TaskSpec {
    return this.#tasks.get(taskId)!;
  }

  #start(taskId: string, reason: string): void {
    if (this.#paused || this.#draining) {
      this.#held.set(taskId, reason);
      return;
    }
    if (this.#running.has(taskId)) {
      this.#successors.set(taskId, reason);
      return;
    }
    const task = this.#task(taskId);
    const scope = new CancellationScope();
    this.#running.set(taskId, scope);
    this.#tell(task, 'onExecute', 'task_execute', reason);
    scope
      .run(() => executeTask(task, this.#call(task)))
      .then((end) => this.#ended(task, end))
      .catch((error: unknown) => {
        this.#broken ??= { error };
      });
    this.handle({ type: 'task_running', taskId, at: Date.now() });
  }

  #call(task: TaskSpec): TaskCall {
    const { retries, retryDelaySeconds, retryExponentialBackoff, maxRetryDelaySeconds } = task;
    const onRetry = task.callbacks?.onRetry ?? [];
    return {
      run: this.run.facts,
      taskId: task.taskId,
      triesBefore: this.scheduler.state.tasks[task.taskId]?.tries ?? 0,
      retry: {
        retries,
        retryDelaySeconds,
        retryExponentialBackoff,
        ...(maxRetryDelaySeconds === undefined ? {} : { maxRetryDelaySeconds }),
      },
      inputs: Object.fromEntries(
        Object.entries(task.inputs).map(([name, source]) => [name, this.#input(source)]),
      ),
      ...(onRetry.length === 0 ? {} : { onRetry }),
    };
  }

  #input(source: InputSource): XComValue {
    if ('literal' in source) return { value: source.literal };
    return this.scheduler.state.tasks[source.xcom]?.result ?? { value: null };
  }

  #ended(task: TaskSpec, end: TaskEnd): void {
    const event = { ...end, taskId: task.taskId, at: Date.now() };
    this.#running.delete(task.taskId);
    const successor = this.#successors.get(task.taskId);
    if (successor !== undefined) {
      // The run has forgotten the try that ended here.
      this.#successors.delete(task.taskId);
      this.#start(task.taskId, successor);
      return;
    }
    if (end.type === 'task_succeeded') this.#tell(task, 'onSuccess', 'task_success', 'the task succeeded');
    else if (end.type === 'task_skipped') this.#tell(task, 'onSkipped', 'task_skipped', end.reason);
    else if (end.type === 'task_failed') this.#tell(task, 'onFailure', 'task_failure', end.reason);
    this.handle(event);
  }

  #tell(task: TaskSpec, list: keyof TaskCallbacks, kind: CallbackEvent['kind'], reason: string): void {
    const callbacks = task.callbacks?.[list] ?? [];
    if (callbacks.length === 0) return;
    const event = { kind, taskId: task.taskId, reason } as const;
    const told = CancellationScope.nonCancellable(async () => {
      this.warnings.push(...(await runCallbacks(callbacks, this.run.facts, event)));
      this.#callbacks.delete(told);
    });
    this.#callbacks.add(told);
  }
}
