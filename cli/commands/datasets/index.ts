import type { Command } from 'commander';
import { filesCommand } from './files.ts';
import { listCommand } from './list.ts';

/** `tradewind datasets …` */
export function datasetsCommand(program: Command): void {
  const datasets = program
    .command('datasets')
    .description('the committed datasets of the lake')
    .addHelpText('after', '\nExample:\n  tradewind datasets list\n');
  for (const declare of [listCommand, filesCommand]) declare(datasets);
}
