import { Dag } from '../../index.ts';

async function read(): Promise<number[]> {
  return [3, 1, 2];
}

async function sum({ numbers }: { numbers: number[] }): Promise<number> {
  return numbers.reduce((total, number) => total + number, 0);
}

async function least({ numbers }: { numbers: number[] }): Promise<number> {
  return Math.min(...numbers);
}

async function most({ numbers }: { numbers: number[] }): Promise<number> {
  return Math.max(...numbers);
}

async function report(facts: { total: number; least: number; most: number }): Promise<string> {
  return `${facts.total} in all, from ${facts.least} to ${facts.most}`;
}

/** `read` runs once, three tasks work on its result side by side, and `report` waits for all of them. */
export const dag = new Dag('example_fan_out', { tags: ['example'] });

const numbers = dag.task(read)();
dag.task(report)({
  total: dag.task(sum)({ numbers }),
  least: dag.task(least)({ numbers }),
  most: dag.task(most)({ numbers }),
});
