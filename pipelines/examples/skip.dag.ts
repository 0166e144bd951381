import { Dag, getContext, TaskSkipped } from '../../index.ts';

async function look_for_files(): Promise<string[]> {
  const files = getContext().params['files'] as string[];
  if (files.length === 0) throw new TaskSkipped('no file has arrived');
  return files;
}

async function read_files({ files }: { files: string[] }): Promise<number> {
  return files.length;
}

async function write_log(): Promise<void> {}

/**
 * A task may skip itself. What follows it is skipped too, unless its trigger rule takes that: `write_log` wants only
 * that nothing failed. A run whose tasks were skipped is a success.
 */
export const dag = new Dag('example_skip', {
  tags: ['example'],
  params: { files: { type: 'array', items: { type: 'string' }, default: [] } },
});

const files = dag.task(look_for_files)();
const read = dag.task(read_files)({ files });
dag.task(write_log, { triggerRule: 'none_failed' })().after(read);
