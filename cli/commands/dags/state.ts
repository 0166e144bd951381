import type { Command } from 'commander';
import { outputOption, type OutputFormat } from '../../output.ts';

/** `tradewind dags state`: one run with its tasks, live or closed. */
export function stateCommand(dags: Command): void {
  dags
    .command('state')
    .description('show a run and the states of its tasks')
    .argument('<dag>', 'the dag id')
    .argument('<run>', 'a run id or a workflow id')
    .addOption(outputOption())
    .addHelpText('after', "\nExample:\n  tradewind dags state my_dag 'manual__2026-01-01T04:00:00+00:00'\n")
    .action(async (dagId: string, run: string, { output }: { output: OutputFormat }) => {
      const { print } = await import('../../output.ts');
      const { readRun } = await import('../../read-run.ts');
      const { openRecords } = await import('../../records.ts');
      const { formatRun } = await import('../../run-output.ts');
      const { withTemporal } = await import('../../temporal.ts');
      const status = await withTemporal(async (client) => readRun(client, await openRecords(), dagId, run));
      print(formatRun(status, output));
    });
}
