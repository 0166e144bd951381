import { Dag, getContext } from '../../index.ts';

async function measure(): Promise<number[]> {
  return Array.from({ length: Number(getContext().params['values']) }, (_, index) => index % 1000);
}

async function average({ values }: { values: number[] }): Promise<number> {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * A result above 64 KiB goes to the object store and travels as a reference with its checksum; the next task gets the
 * value all the same. Above 64 MiB it is data: write a file and return its path.
 */
export const dag = new Dag('example_large_xcom', {
  tags: ['example'],
  params: { values: { type: 'integer', minimum: 1, maximum: 1_000_000, default: 100_000 } },
});

dag.task(average)({ values: dag.task(measure)() });
