import type { Command } from 'commander';
import { outputOption, type OutputFormat } from '../../output.ts';

interface DeployOptions {
  readonly dryRun?: true;
  readonly output: OutputFormat;
}

/** `tradewind dags deploy`: search attributes and schedules become what the DAG files say. */
export function deployCommand(dags: Command): void {
  dags
    .command('deploy')
    .description('register search attributes, and create or update the schedules of DAGs')
    .argument('[dag...]', 'dag ids; none: every DAG of the folder that is not tagged `example`')
    .option('--dry-run', 'only say what would change')
    .addOption(outputOption())
    .addHelpText('after', '\nExample:\n  tradewind dags deploy --dry-run\n')
    .action(async (dagIds: string[], { dryRun, output }: DeployOptions) => {
      const { CommandFailed } = await import('../../command-error.ts');
      const { findDag, readDags } = await import('../../dag-catalog.ts');
      const { deployDags, deployedUnnamed } = await import('../../deploy-dags.ts');
      const { formatRows, print, tell } = await import('../../output.ts');
      const { withTemporal } = await import('../../temporal.ts');
      const { registry, importErrors } = await readDags();
      const chosen =
        dagIds.length === 0 ? deployedUnnamed(registry) : dagIds.map((dagId) => findDag(registry, dagId));
      const done = await withTemporal((client) => deployDags(client, chosen, { dryRun: dryRun === true }));
      if (done.searchAttributes.length > 0) {
        tell(
          `${dryRun ? 'to register' : 'registered'}: search attributes ${done.searchAttributes.join(', ')}`,
        );
      }
      if (done.unscheduled.length > 0) tell(`without a schedule: ${done.unscheduled.join(', ')}`);
      const rows = done.changes.flatMap(({ dagId, action, differences }) =>
        differences.length === 0
          ? [{ dag_id: dagId, action, setting: '', before: '', after: '' }]
          : differences.map((difference) => ({ dag_id: dagId, action, ...difference })),
      );
      print(formatRows(rows, ['dag_id', 'action', 'setting', 'before', 'after'], output));
      if (importErrors.length > 0) {
        throw new CommandFailed(
          `${importErrors.length} DAG file(s) could not be read, see above. The schedules of all others ${dryRun ? 'would be' : 'are'} deployed.`,
        );
      }
    });
}
