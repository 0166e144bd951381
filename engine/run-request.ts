import { RunRequestError } from './errors.ts';
import type { DagSpec } from './spec.ts';
import { didYouMean, listNames } from './suggest.ts';

/** A refusal of an operator's request. */
export function refuse(spec: DagSpec, cause: string, cure: string): RunRequestError {
  return new RunRequestError({ code: 'BAD_REQUEST', dagId: spec.dagId, cause, cure });
}

/**
 * Requests come from anyone's command line or form: only known keys, each of its type.
 * @throws RunRequestError naming the first key that does not fit
 */
export function checkRequest<T extends object>(
  spec: DagSpec,
  request: unknown,
  keys: { readonly [K in keyof Required<T>]: 'string' | 'boolean' | 'string list' },
): T {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    throw refuse(
      spec,
      `the request is ${JSON.stringify(request)}.`,
      `Give an object with ${listNames(Object.keys(keys))}.`,
    );
  }
  for (const [key, value] of Object.entries(request)) {
    const wanted = Object.hasOwn(keys, key) ? keys[key as keyof T] : undefined;
    if (wanted === undefined) {
      const allowed = Object.keys(keys);
      throw refuse(
        spec,
        `the request has an unknown key '${key}'.`,
        `${didYouMean(key, allowed)}Allowed are ${listNames(allowed)}.`,
      );
    }
    const fits =
      wanted === 'string list'
        ? Array.isArray(value) && value.every((item) => typeof item === 'string')
        : typeof value === wanted;
    if (!fits) throw refuse(spec, `'${key}' is ${JSON.stringify(value)}.`, `Give a ${wanted}.`);
  }
  return request as T;
}

/** @throws RunRequestError when the DAG has no such task */
export function checkTaskId(spec: DagSpec, taskId: string): void {
  const ids = spec.tasks.map((task) => task.taskId);
  if (ids.includes(taskId)) return;
  throw new RunRequestError({
    code: 'UNKNOWN_TASK',
    dagId: spec.dagId,
    taskId,
    cause: 'the DAG has no such task.',
    cure: `${didYouMean(taskId, ids)}Its tasks are ${listNames(ids)}.`,
  });
}
