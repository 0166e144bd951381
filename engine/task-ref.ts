declare const VALUE: unique symbol;

/** Draws an edge between two placed tasks of one DAG. */
export type DrawEdge = (upstream: TaskRef<unknown>, downstream: TaskRef<unknown>) => void;

/**
 * A placed task: a handle for wiring, no promise. Given as an input it stands for what the task returns;
 * `before` and `after` give order alone.
 */
export class TaskRef<out T> {
  declare readonly [VALUE]?: T;
  readonly dagId: string;
  readonly taskId: string;
  readonly #draw: DrawEdge;

  constructor(dagId: string, taskId: string, draw: DrawEdge) {
    this.dagId = dagId;
    this.taskId = taskId;
    this.#draw = draw;
  }

  /** Airflow's `>>`: the others start after this one. Returns this task. */
  before(...others: readonly TaskRef<unknown>[]): this {
    for (const other of others) this.#draw(this, other);
    return this;
  }

  /** Airflow's `<<`: this one starts after the others. Returns this task. */
  after(...others: readonly TaskRef<unknown>[]): this {
    for (const other of others) this.#draw(other, this);
    return this;
  }
}
