import type { Command } from 'commander';
import { outputOption, type OutputFormat } from '../../output.ts';

/** `tradewind dags list-import-errors`: exit code 1 when there are any, as Airflow's. */
export function listImportErrorsCommand(dags: Command): void {
  dags
    .command('list-import-errors')
    .description('list the DAG files that cannot be read; exit code 1 when there are any')
    .addOption(outputOption())
    .addHelpText('after', '\nExample:\n  TRADEWIND_DAGS_FOLDER=dags tradewind dags list-import-errors\n')
    .action(async ({ output }: { output: OutputFormat }) => {
      const { CommandFailed } = await import('../../command-error.ts');
      const { formatRows, print } = await import('../../output.ts');
      const { readDagFolder } = await import('../../../workers/dag-folder.ts');
      const { importErrors } = await readDagFolder();
      const rows = importErrors.map(({ file, error }) => ({ file, error: error.message }));
      print(formatRows(rows, ['file', 'error'], output));
      if (rows.length > 0) throw new CommandFailed(`${rows.length} DAG file(s) cannot be read.`);
    });
}
