import { chain, crossDownstream, Dag } from '../../index.ts';

async function work(): Promise<void> {}

/** Order without data: nothing travels, a task only waits for others. The six tasks share one handler. */
export const dag = new Dag('example_order_only', { tags: ['example'] });

const open = dag.task('open', work)();
const left = dag.task('left', work)();
const right = dag.task('right', work)();
const upper = dag.task('upper', work)();
const lower = dag.task('lower', work)();
const close = dag.task('close', work)();

open.before(left, right); // the same as left.after(open) and right.after(open)
crossDownstream([left, right], [upper, lower]); // each of the first before each of the second
chain([upper, lower], close);
