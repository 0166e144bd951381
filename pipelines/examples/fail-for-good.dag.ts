import { Dag, TaskFailedForGood } from '../../index.ts';

async function check_contract(): Promise<void> {
  throw new TaskFailedForGood('the supplier sent another format: no further try can help');
}

async function import_delivery(): Promise<void> {}

/** Some errors no retry can heal: this task fails at its first try although five more are allowed. */
export const dag = new Dag('example_fail_for_good', { tags: ['example'], defaultArgs: { retries: 5 } });

dag.task(check_contract)().before(dag.task(import_delivery)());
