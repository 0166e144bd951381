import type { DagOptions, Handler, TaskFactory, TaskOptions } from './authoring-types.ts';
import { deepFreeze, hashOf } from './canonical.ts';
import { checkGraph } from './check-graph.ts';
import { DAG_KEYS, readDagOptions } from './dag-options.ts';
import { HandlerTable } from './handler-table.ts';
import { checkId } from './ids.ts';
import { jsonFault } from './json-fault.ts';
import type { Json } from './json.ts';
import { Problems } from './problems.ts';
import { SPEC_VERSION, type DagSpec, type InputSource, type TaskSpec } from './spec.ts';
import { DEFAULTS_KEYS, TASK_KEYS, readTaskOptions, type TaskSettings } from './task-options.ts';
import { TaskRef } from './task-ref.ts';

/** A task as declared; placed once its factory was called. */
interface Declared {
  readonly taskId: string;
  readonly handler: string;
  readonly settings: TaskSettings;
  readonly upstream: Set<string>;
  inputs: Record<string, InputSource>;
  ref?: TaskRef<unknown>;
}

export interface FrozenDag {
  readonly spec: DagSpec;
  /** SHA-256 of the spec's canonical JSON: equal for equal DAGs, however their files are written. */
  readonly specHash: string;
}

/**
 * A DAG as its file builds it. `task` declares a task, calling the result places it, `freeze` reads the whole.
 * Mistakes are collected on the way and thrown together by `freeze`.
 *
 * @example
 * const dag = new Dag('daily_report', { schedule: '@daily', defaultArgs: { retries: 2, retryDelay: 60 } });
 * const extract = dag.task(async function extract() { return [1, 2, 3]; });
 * const load = dag.task(async function load({ rows }: { rows: number[] }) { return rows.length; });
 * load({ rows: extract() });
 */
export class Dag {
  readonly dagId: string;
  readonly #problems: Problems;
  readonly #handlers = new HandlerTable();
  readonly #options: Readonly<Record<string, unknown>>;
  readonly #defaults: Readonly<Record<string, unknown>>;
  readonly #tasks: Declared[] = [];
  readonly #byId = new Map<string, Declared>();
  #frozen: FrozenDag | undefined;

  constructor(dagId: string, options: DagOptions = {}) {
    this.dagId = dagId;
    this.#problems = new Problems(dagId);
    checkId(this.#problems, 'dag id', dagId);
    this.#options = this.#problems.checkKeys('the DAG', options, DAG_KEYS) ? options : {};
    const defaults = this.#options['defaultArgs'] ?? {};
    this.#defaults = this.#problems.checkKeys('defaultArgs', defaults, DEFAULTS_KEYS) ? defaults : {};
  }

  /** The functions of tasks and callbacks by their handler names; complete once the DAG is frozen. */
  get handlers(): ReadonlyMap<string, Handler> {
    return this.#handlers.all;
  }

  /**
   * Declares a task. Call what it returns, once, with an input for every argument of the handler.
   * The task id is the function's name unless it is given.
   */
  task<H extends Handler>(handler: H, options?: TaskOptions): TaskFactory<H>;
  task<H extends Handler>(taskId: string, handler: H, options?: TaskOptions): TaskFactory<H>;
  task(first: string | Handler, second?: Handler | TaskOptions, third?: TaskOptions): unknown {
    this.#refuseWhenFrozen();
    const [id, handler, options] =
      typeof first === 'string'
        ? [first, second as Handler, third]
        : [undefined, first, second as TaskOptions];
    const declared = this.#declare(id ?? options?.taskId ?? handler.name, handler, options ?? {});
    return (inputs: Readonly<Record<string, unknown>> = {}) => this.#place(declared, inputs);
  }

  /**
   * The DAG as data. From then on it cannot be changed.
   * @throws DagDefinitionError with every problem of the file
   */
  freeze(): FrozenDag {
    this.#frozen ??= this.#read();
    return this.#frozen;
  }

  #declare(taskId: string, handler: Handler, options: TaskOptions): Declared {
    const problems = this.#problems.of(taskId);
    checkId(problems, 'task id', taskId);
    const own = problems.checkKeys('the task', options, TASK_KEYS) ? options : {};
    const named = problems.text('handler', own['handler']);
    const handlerName = named ?? (handler.name === '' ? taskId : handler.name);
    this.#handlers.register(problems, handlerName, handler);
    const settings = readTaskOptions(problems, this.#handlers, { ...this.#defaults, ...own });
    const declared: Declared = { taskId, handler: handlerName, settings, upstream: new Set(), inputs: {} };
    if (this.#byId.has(taskId)) {
      problems.add('DUPLICATE_ID', 'two tasks have this id.', `Give one its own: dag.task('…', handler).`);
    } else {
      this.#byId.set(taskId, declared);
    }
    this.#tasks.push(declared);
    return declared;
  }

  #place(declared: Declared, inputs: Readonly<Record<string, unknown>>): TaskRef<unknown> {
    this.#refuseWhenFrozen();
    const { taskId } = declared;
    const problems = this.#problems.of(taskId);
    if (declared.ref !== undefined) {
      problems.add(
        'TASK_CALLED_TWICE',
        'it was called a second time.',
        'Declare another task with its own id.',
      );
      return declared.ref;
    }
    const ref = new TaskRef<unknown>(this.dagId, taskId, (above, below) => this.#draw(above, below));
    declared.ref = ref;
    declared.inputs = Object.fromEntries(
      Object.entries(inputs).map(([name, value]) => [name, this.#source(problems, ref, name, value)]),
    );
    return ref;
  }

  #source(problems: Problems, ref: TaskRef<unknown>, name: string, value: unknown): InputSource {
    checkId(problems, 'argument name', name);
    if (value instanceof TaskRef) {
      this.#draw(value, ref);
      return { xcom: value.taskId };
    }
    const fault = jsonFault(value);
    if (fault !== undefined) {
      const cure = 'Give a JSON value, or a task of this DAG as the whole argument.';
      problems.add('BAD_INPUT', `the argument '${name}'${fault}.`, cure);
    }
    return { literal: value as Json };
  }

  #draw(above: TaskRef<unknown>, below: TaskRef<unknown>): void {
    this.#refuseWhenFrozen();
    for (const ref of [above, below]) {
      if (this.#byId.get(ref.taskId)?.ref === ref) continue;
      const cause = `an edge from '${above.taskId}' to '${below.taskId}' leaves this DAG.`;
      this.#problems.add(
        'UNKNOWN_TASK',
        cause,
        `'${ref.taskId}' is a task of DAG '${ref.dagId}'; connect tasks of one DAG.`,
      );
      return;
    }
    this.#byId.get(below.taskId)!.upstream.add(above.taskId);
  }

  #read(): FrozenDag {
    const problems = this.#problems;
    const settings = readDagOptions(problems, this.#handlers, this.#options);
    for (const { taskId, ref } of this.#tasks) {
      if (ref !== undefined) continue;
      const cure = `Call what dag.task() returned, once: its task is in the graph only then.`;
      problems.of(taskId).add('TASK_NOT_CALLED', 'it was declared and never placed.', cure);
    }
    const tasks = this.#tasks.map(specOf);
    checkGraph(problems, tasks);
    problems.throwIfAny();
    const spec: DagSpec = { specVersion: SPEC_VERSION, dagId: this.dagId, ...settings, tasks };
    // A copy: what the file still holds must not be frozen under it, nor change the spec.
    const frozen = deepFreeze(JSON.parse(JSON.stringify(spec)) as DagSpec);
    return Object.freeze({ spec: frozen, specHash: hashOf(frozen) });
  }

  #refuseWhenFrozen(): void {
    if (this.#frozen === undefined) return;
    const problems = new Problems(this.dagId);
    problems.add(
      'SPEC_FROZEN',
      'it was changed after it had been read.',
      'Build the whole DAG while its file is loaded.',
    );
    problems.throwIfAny();
  }
}

const specOf = ({ taskId, handler, settings, upstream, inputs }: Declared): TaskSpec => ({
  taskId,
  handler,
  upstream: [...upstream].sort(),
  inputs,
  ...settings,
});
