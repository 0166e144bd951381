import type { Dag } from '../../engine/dag.ts';
import { LIMITS } from '../../engine/limits.ts';
import type { DagSpec } from '../../engine/spec.ts';

/** A function of a DAG file: takes one object of named arguments, may return a JSON value. */
export type Handler = (args: never) => unknown;

export interface RegisteredDag {
  readonly spec: DagSpec;
  readonly specHash: string;
  readonly handlers: ReadonlyMap<string, Handler>;
  /** The file it was read from, as a person would name it. */
  readonly file: string;
}

/** Two files that define the same DAG: neither can be told to be the right one. */
export class DuplicateDagError extends Error {
  override readonly name = 'DuplicateDagError';
}

/** A DAG whose runs could not be carried: no payload of Temporal holds its spec. */
export class SpecTooLargeError extends Error {
  override readonly name = 'SpecTooLargeError';
}

/** The DAGs that this process knows, frozen when it started. */
export class DagRegistry {
  readonly #dags = new Map<string, RegisteredDag>();

  /** @throws DuplicateDagError naming both files, SpecTooLargeError naming size and limit */
  add(dag: Dag, file: string): void {
    const { spec, specHash } = dag.freeze();
    const other = this.#dags.get(spec.dagId);
    if (other !== undefined) {
      throw new DuplicateDagError(
        `DAG '${spec.dagId}' is defined in ${other.file} and in ${file}. Rename or remove one.`,
      );
    }
    const bytes = Buffer.byteLength(JSON.stringify(spec));
    if (bytes > LIMITS.specBytes) {
      throw new SpecTooLargeError(
        `DAG '${spec.dagId}' has a spec of ${bytes} bytes, allowed are ${LIMITS.specBytes}. Give literal inputs as references, or split the DAG.`,
      );
    }
    this.#dags.set(spec.dagId, { spec, specHash, handlers: dag.handlers, file });
  }

  get(dagId: string): RegisteredDag | undefined {
    return this.#dags.get(dagId);
  }

  all(): RegisteredDag[] {
    return [...this.#dags.values()].sort((a, b) => a.spec.dagId.localeCompare(b.spec.dagId));
  }

  /** The activity types that a worker of these DAGs must offer: every handler's name, each once. */
  handlerNames(): string[] {
    return [...new Set(this.all().flatMap((dag) => [...dag.handlers.keys()]))];
  }
}
