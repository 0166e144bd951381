import type { Command } from 'commander';
import type { ClearRequest } from '../../../engine/clear.ts';
import { outputOption, type OutputFormat } from '../../output.ts';

interface ClearOptions {
  readonly task?: string;
  readonly upstream?: true;
  readonly downstream?: true;
  readonly onlyFailed?: true;
  readonly dryRun?: true;
  readonly output: OutputFormat;
}

/** `tradewind tasks clear`: tasks of an open or a closed run run again. */
export function clearCommand(tasks: Command): void {
  tasks
    .command('clear')
    .description('let tasks of a run run again; results of all others are kept')
    .argument('<dag>', 'the dag id')
    .argument('<run>', 'a run id or a workflow id')
    .option('--task <regex>', 'only tasks whose id matches; default: all')
    .option('--upstream', 'also everything these wait for')
    .option('--downstream', 'also everything that waits for these')
    .option('--only-failed', 'of all these only the failed ones')
    .option('--dry-run', 'only list what would be cleared')
    .addOption(outputOption())
    .addHelpText(
      'after',
      "\nExample:\n  tradewind tasks clear my_dag 'manual__2026-01-01T04:00:00+00:00' --only-failed --downstream\n",
    )
    .action(async (dagId: string, run: string, { dryRun, output, ...chosen }: ClearOptions) => {
      const { clearRun, planClearOf } = await import('../../clear-run.ts');
      const { findRun } = await import('../../find-run.ts');
      const { formatRows, print, tell } = await import('../../output.ts');
      const { openRecords } = await import('../../records.ts');
      const { withTemporal } = await import('../../temporal.ts');
      const request: ClearRequest = chosen;
      const taskIds = await withTemporal(async (client) => {
        const records = await openRecords();
        const found = await findRun(client, dagId, run);
        return (dryRun === true ? planClearOf : clearRun)(client, records, found, request);
      });
      if (taskIds.length === 0) tell('No task has to run again: nothing was cleared.');
      print(
        formatRows(
          taskIds.map((taskId) => ({ task_id: taskId })),
          ['task_id'],
          output,
        ),
      );
    });
}
