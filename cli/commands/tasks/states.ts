import type { Command } from 'commander';
import { outputOption, type OutputFormat } from '../../output.ts';

/** `tradewind tasks states`: the tasks of one run. */
export function statesCommand(tasks: Command): void {
  tasks
    .command('states')
    .description('list the states of the tasks of a run')
    .argument('<dag>', 'the dag id')
    .argument('<run>', 'a run id or a workflow id')
    .addOption(outputOption())
    .addHelpText('after', "\nExample:\n  tradewind tasks states my_dag 'manual__2026-01-01T04:00:00+00:00'\n")
    .action(async (dagId: string, run: string, { output }: { output: OutputFormat }) => {
      const { print, tell } = await import('../../output.ts');
      const { readRun } = await import('../../read-run.ts');
      const { openRecords } = await import('../../records.ts');
      const { formatTasks } = await import('../../run-output.ts');
      const { withTemporal } = await import('../../temporal.ts');
      const status = await withTemporal(async (client) => readRun(client, await openRecords(), dagId, run));
      if (status.source === 'temporal') tell(`Only what Temporal knows: ${status.reason ?? ''}`);
      print(formatTasks(status.tasks, output));
    });
}
