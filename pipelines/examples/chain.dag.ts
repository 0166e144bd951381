import { Dag } from '../../index.ts'; // in a project of your own: from 'tradewind'

interface Order {
  readonly id: number;
  readonly cents: number;
}

async function extract(): Promise<Order[]> {
  return [
    { id: 1, cents: 1200 },
    { id: 2, cents: 3000 },
  ];
}

async function transform({ orders, atLeast }: { orders: Order[]; atLeast: number }): Promise<number> {
  return orders.filter(({ cents }) => cents >= atLeast).reduce((sum, { cents }) => sum + cents, 0);
}

async function load({ total }: { total: number }): Promise<string> {
  return `sold: ${(total / 100).toFixed(2)}`;
}

/** Three tasks in a row. What one returns is the next one's argument, and the compiler checks that it fits. */
export const dag = new Dag('example_chain', { tags: ['example'] });

const extracted = dag.task(extract)();
const transformed = dag.task(transform)({ orders: extracted, atLeast: 2000 });
dag.task(load)({ total: transformed });
