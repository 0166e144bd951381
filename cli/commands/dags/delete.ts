import type { Command } from 'commander';

/** `tradewind dags delete`: removes the schedule. Runs and their data stay. */
export function deleteCommand(dags: Command): void {
  dags
    .command('delete')
    .description('delete the deployed schedule of a DAG; its runs, records and data stay')
    .argument('<dag>', 'the dag id')
    .addHelpText('after', '\nExample:\n  tradewind dags delete my_dag\n')
    .action(async (dagId: string) => {
      const { tell } = await import('../../output.ts');
      const { isUnknownSchedule, notDeployed } = await import('../../schedule-states.ts');
      const { withTemporal } = await import('../../temporal.ts');
      await withTemporal(async (client) => {
        try {
          await client.schedule.getHandle(dagId).delete();
        } catch (error) {
          throw isUnknownSchedule(error) ? notDeployed(dagId) : error;
        }
      });
      tell(`The schedule of DAG '${dagId}' is deleted. \`tradewind dags deploy ${dagId}\` brings it back.`);
    });
}
