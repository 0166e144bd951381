import { setImmediate } from 'node:timers/promises';

/**
 * Does something with every item, at most `limit` at a time, and starts no two in one turn of the event loop: starting
 * a request costs a millisecond, and 64 in a row would hold up everything else.
 * @returns the results in the order of the items
 * @throws the first fault; what has begun then goes on, and nothing new is started
 */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = Array.from<R>({ length: items.length });
  const queue = items.entries();
  const faults: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (faults.length > 0) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        faults.push(error);
      }
    }
  };
  const workers: Promise<void>[] = [];
  for (let started = 0; started < Math.min(limit, items.length); started += 1) {
    workers.push(worker());
    await setImmediate();
  }
  await Promise.all(workers);
  if (faults.length > 0) throw faults[0];
  return results;
}
