import type { Command } from 'commander';
import { deleteCommand } from './delete.ts';
import { deployCommand } from './deploy.ts';
import { listImportErrorsCommand } from './list-import-errors.ts';
import { listCommand } from './list.ts';
import { nextExecutionCommand } from './next-execution.ts';
import { pauseCommand, unpauseCommand } from './pause.ts';
import { runsCommand } from './runs.ts';
import { showCommand } from './show.ts';
import { stateCommand } from './state.ts';
import { triggerCommand } from './trigger.ts';

/** `tradewind dags …` */
export function dagsCommand(program: Command): void {
  const dags = program
    .command('dags')
    .description('DAGs and their runs')
    .addHelpText('after', '\nExample:\n  tradewind dags list\n');
  for (const declare of [
    listCommand,
    showCommand,
    deployCommand,
    triggerCommand,
    pauseCommand,
    unpauseCommand,
    nextExecutionCommand,
    runsCommand,
    stateCommand,
    deleteCommand,
    listImportErrorsCommand,
  ]) {
    declare(dags);
  }
}
