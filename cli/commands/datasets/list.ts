import type { Command } from 'commander';
import { outputOption, type OutputFormat } from '../../output.ts';

const COLUMNS = ['layer', 'dataset', 'rows', 'files', 'bytes', 'data_through', 'run_id', 'committed_at'];

/** `tradewind datasets list`: what readers of each layer see now. */
export function listCommand(datasets: Command): void {
  datasets
    .command('list')
    .description('list the datasets of all layers as they are committed now')
    .addOption(outputOption())
    .addHelpText('after', '\nExample:\n  tradewind datasets list -o json\n')
    .action(async ({ output }: { output: OutputFormat }) => {
      const { listDatasets, openLake } = await import('../../lake-datasets.ts');
      const { formatRows, print } = await import('../../output.ts');
      print(formatRows(await listDatasets(await openLake()), COLUMNS, output));
    });
}
