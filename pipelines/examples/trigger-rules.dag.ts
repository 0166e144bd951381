import { Dag, getContext, TaskFailedForGood } from '../../index.ts';

async function create_table(): Promise<string> {
  return 'staging_2026';
}

async function fill({ table }: { table: string }): Promise<number> {
  if (getContext().params['broken'] === true) throw new Error(`${table} cannot be written`);
  return 42;
}

async function drop_table({ table }: { table: string }): Promise<string> {
  return `dropped ${table}`;
}

async function alert(): Promise<void> {
  throw new TaskFailedForGood('somebody must look at the tasks that failed');
}

/**
 * Trigger rules: `drop_table` runs whatever became of `fill` (`all_done`); `alert` only if something failed
 * (`one_failed`), else it is skipped. It fails itself, because the last tasks decide how a run ends: without it
 * the successful clean-up would make a success of a run whose work failed.
 */
export const dag = new Dag('example_trigger_rules', {
  tags: ['example'],
  params: { broken: { type: 'boolean', default: false } },
});

const table = dag.task(create_table)();
const filled = dag.task(fill)({ table });
const dropped = dag.task(drop_table, { triggerRule: 'all_done' })({ table }).after(filled);
dag.task(alert, { triggerRule: 'one_failed' })().after(filled, dropped);
