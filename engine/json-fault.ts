import { TaskRef } from './task-ref.ts';

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
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
