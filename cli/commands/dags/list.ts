import type { Command } from 'commander';
import { outputOption, type OutputFormat } from '../../output.ts';

const COLUMNS = ['dag_id', 'schedule', 'timezone', 'schedule_state', 'tasks', 'tags', 'file'];

/** `tradewind dags list`: the DAGs of the folder; how their schedules stand, where Temporal can be asked. */
export function listCommand(dags: Command): void {
  dags
    .command('list')
    .description('list the DAGs of the DAGs folder')
    .addOption(outputOption())
    .addHelpText('after', '\nExample:\n  tradewind dags list -o json\n')
    .action(async ({ output }: { output: OutputFormat }) => {
      const { readDags } = await import('../../dag-catalog.ts');
      const { formatRows, print, tell } = await import('../../output.ts');
      const { scheduleStates } = await import('../../schedule-states.ts');
      const { withTemporal } = await import('../../temporal.ts');
      const { registry } = await readDags();
      const states = await withTemporal(scheduleStates).catch((error: Error) => {
        tell(`The state of the schedules is not known: ${error.message}`);
        return undefined;
      });
      const rows = registry.all().map(({ spec, specHash, file }) => ({
        dag_id: spec.dagId,
        schedule: spec.schedule?.cron ?? null,
        timezone: spec.schedule?.timezone ?? null,
        schedule_state: states === undefined ? 'unknown' : (states.get(spec.dagId) ?? 'not deployed'),
        tasks: spec.tasks.length,
        tags: spec.tags,
        file,
        description: spec.description ?? null,
        max_active_runs: spec.maxActiveRuns,
        spec_hash: specHash,
      }));
      print(formatRows(rows, COLUMNS, output));
    });
}
