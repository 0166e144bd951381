import { DagDefinitionError, type ErrorCode, type Problem } from './errors.ts';
import { LIMITS } from './limits.ts';
import { didYouMean, listNames } from './suggest.ts';

/** Collects everything that is wrong with one DAG file, so that its author reads it all at once. */
export class Problems {
  readonly #dagId: string;
  readonly #taskId: string | undefined;
  readonly #found: Problem[];

  constructor(dagId: string, taskId?: string, found: Problem[] = []) {
    this.#dagId = dagId;
    this.#taskId = taskId;
    this.#found = found;
  }

  /** The same collection, seen from a task. */
  of(taskId: string): Problems {
    return new Problems(this.#dagId, taskId, this.#found);
  }

  add(code: ErrorCode, cause: string, cure: string): void {
    const task = this.#taskId === undefined ? {} : { taskId: this.#taskId };
    this.#found.push({ code, dagId: this.#dagId, ...task, cause, cure });
  }

  /** @throws DagDefinitionError when there is any */
  throwIfAny(): void {
    if (this.#found.length > 0) throw new DagDefinitionError(this.#found);
  }

  /** Options of any kind: an object with known keys only. Returns whether it is an object at all. */
  checkKeys(what: string, options: unknown, allowed: readonly string[]): options is Record<string, unknown> {
    if (typeof options !== 'object' || options === null || Array.isArray(options)) {
      this.add('BAD_VALUE', `${what} is ${show(options)}.`, `Give an object with ${listNames(allowed)}.`);
      return false;
    }
    for (const key of Object.keys(options)) {
      if (allowed.includes(key)) continue;
      this.add(
        'UNKNOWN_KEY',
        `${what} has no setting '${key}'.`,
        `${didYouMean(key, allowed)}Allowed are ${listNames(allowed)}.`,
      );
    }
    return true;
  }

  /** A whole number in a range; the fallback stands in for a bad one. */
  wholeNumber(name: string, value: unknown, fallback: number, least: number, most: number): number {
    if (value === undefined) return fallback;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.add('BAD_VALUE', `${name} is ${show(value)}.`, `Give a whole number from ${least} to ${most}.`);
    return fallback;
  }

  /** Seconds; undefined for an absent or bad one. */
  seconds(name: string, value: unknown, least: number = 0): number | undefined {
    if (value === undefined) return undefined;
    const most = LIMITS.durationSeconds;
    if (typeof value === 'number' && value >= least && value <= most) return value;
    this.add(
      'BAD_DURATION',
      `${name} is ${show(value)}.`,
      `Give seconds, a number from ${least} to ${most}.`,
    );
    return undefined;
  }

  text(name: string, value: unknown): string | undefined {
    if (value === undefined || (typeof value === 'string' && value !== '')) return value;
    this.add('BAD_VALUE', `${name} is ${show(value)}.`, 'Give a text that is not empty, or leave it out.');
    return undefined;
  }

  oneOf<T extends string>(name: string, value: unknown, allowed: readonly T[], fallback: T): T {
    if (value === undefined) return fallback;
    if ((allowed as readonly unknown[]).includes(value)) return value as T;
    const hint = typeof value === 'string' ? didYouMean(value, allowed) : '';
    this.add('BAD_VALUE', `${name} is ${show(value)}.`, `${hint}Allowed are ${listNames(allowed)}.`);
    return fallback;
  }

  /** A list of texts, each once. */
  names(name: string, value: unknown): readonly string[] {
    if (value === undefined) return [];
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string' && item !== '')) {
      this.add('BAD_VALUE', `${name} is ${show(value)}.`, 'Give a list of texts that are not empty.');
      return [];
    }
    const twice = value.find((item, index) => value.indexOf(item) !== index) as string | undefined;
    if (twice !== undefined) this.add('DUPLICATE_ID', `${name} has '${twice}' twice.`, 'Remove one.');
    return value as string[];
  }
}

/** A value as it stands in a message: short, and safe for whatever it is. */
export function show(value: unknown): string {
  if (typeof value === 'function') return `the function '${value.name}'`;
  if (typeof value === 'number' || typeof value === 'bigint' || value === undefined) return String(value);
  try {
    const text = JSON.stringify(value);
    return text.length > 80 ? `${text.slice(0, 80)}…` : text;
  } catch {
    return `a ${typeof value} that is no JSON`;
  }
}
