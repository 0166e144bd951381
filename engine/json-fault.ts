import { TaskRef } from './task-ref.ts';

/** Of no class; true for objects of another realm too, such as a test's sandbox. */
const isPlain = (value: object): boolean => {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

/** Where and why a value would not survive JSON, e.g. ` is NaN at .limits[0]`; undefined: it would. */
export function jsonFault(value: unknown, path = '', above: readonly object[] = []): string | undefined {
  const at = path === '' ? '' : ` at ${path}`;
  if (value instanceof TaskRef) return ` is the task '${value.taskId}'${at}`;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : ` is ${value}${at}`;
  if (typeof value !== 'object') return ` is of type ${typeof value}${at}`;
  if (above.includes(value)) return ` contains itself${at}`;
  if (Array.isArray(value))
    return firstFault(
      value.map((item, index) => [`[${index}]`, item]),
      path,
      [...above, value],
    );
  if (!isPlain(value)) return ` is a ${value.constructor.name}${at}`;
  return firstFault(
    Object.entries(value).map(([key, item]) => [`.${key}`, item]),
    path,
    [...above, value],
  );
}

function firstFault(items: [string, unknown][], path: string, above: readonly object[]): string | undefined {
  for (const [step, item] of items) {
    const fault = jsonFault(item, `${path}${step}`, above);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
