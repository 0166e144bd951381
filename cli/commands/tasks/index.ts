import type { Command } from 'commander';
import { clearCommand } from './clear.ts';
import { listCommand } from './list.ts';
import { statesCommand } from './states.ts';

/** `tradewind tasks …` */
export function tasksCommand(program: Command): void {
  const tasks = program
    .command('tasks')
    .description('the tasks of a DAG and of its runs')
    .addHelpText('after', '\nExample:\n  tradewind tasks list my_dag\n');
  for (const declare of [listCommand, statesCommand, clearCommand]) declare(tasks);
}
