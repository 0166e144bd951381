import type { Command } from 'commander';
import { outputOption, type OutputFormat } from '../../output.ts';

const COLUMNS = ['key', 'rows', 'bytes', 'sha256'];

/** `tradewind datasets files`: the Parquet files a reader of a dataset has to read, and no other. */
export function filesCommand(datasets: Command): void {
  datasets
    .command('files')
    .description('list the committed files of a dataset')
    .argument('<layer>', 'bronze, silver or gold')
    .argument('<dataset>', 'its name, as `datasets list` shows it')
    .addOption(outputOption())
    .addHelpText('after', '\nExample:\n  tradewind datasets files silver movies -o plain | cut -f 1\n')
    .action(async (layer: string, dataset: string, { output }: { output: OutputFormat }) => {
      const { listFiles, openLake } = await import('../../lake-datasets.ts');
      const { formatRows, print } = await import('../../output.ts');
      print(formatRows(await listFiles(await openLake(), layer, dataset), COLUMNS, output));
    });
}
