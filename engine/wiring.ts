import type { TaskRef } from './task-ref.ts';

type Link = TaskRef<unknown> | readonly TaskRef<unknown>[];

const isList = (link: Link): link is readonly TaskRef<unknown>[] => Array.isArray(link);

/**
 * Airflow's `chain`: each before the next. Two lists in a row are tied pairwise, a list and a task all to one.
 * @throws RangeError when two lists in a row have different lengths
 */
export function chain(...links: readonly Link[]): void {
  links.slice(1).forEach((next, index) => {
    const previous = links[index]!;
    if (isList(previous) && isList(next)) tieLists(previous, next, index);
    else if (isList(previous)) for (const task of previous) task.before(next as TaskRef<unknown>);
    else previous.before(...(isList(next) ? next : [next]));
  });
}

function tieLists(
  previous: readonly TaskRef<unknown>[],
  next: readonly TaskRef<unknown>[],
  index: number,
): void {
  if (previous.length !== next.length) {
    throw new RangeError(
      `chain() got lists of ${previous.length} and ${next.length} tasks at ${index + 1} and ${index + 2}. Give lists of one length, or use crossDownstream().`,
    );
  }
  previous.forEach((task, position) => task.before(next[position]!));
}

/** Airflow's `cross_downstream`: every task of the first list before every task of the second. */
export function crossDownstream(from: readonly TaskRef<unknown>[], to: readonly TaskRef<unknown>[]): void {
  for (const task of from) task.before(...to);
}
