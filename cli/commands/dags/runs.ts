import { Option, type Command } from 'commander';
import { wholeNumber } from '../../arguments.ts';
import { outputOption, type OutputFormat } from '../../output.ts';

const STATES = ['queued', 'running', 'success', 'failed'] as const;
const COLUMNS = [
  'run_id',
  'state',
  'run_type',
  'logical_date',
  'started_at',
  'ended_at',
  'duration',
  'workflow_id',
];

interface RunsOptions {
  readonly state?: (typeof STATES)[number];
  readonly limit: number;
  readonly output: OutputFormat;
}

/** `tradewind dags runs`: what Temporal's visibility knows of a DAG's runs, the newest first. */
export function runsCommand(dags: Command): void {
  dags
    .command('runs')
    .description('list the runs of a DAG, the newest first')
    .argument('<dag>', 'the dag id')
    .addOption(new Option('--state <state>', 'only runs in this state').choices(STATES))
    .option('--limit <n>', 'at most so many', wholeNumber('--limit', 1, 10_000), 100)
    .addOption(outputOption())
    .addHelpText('after', '\nExample:\n  tradewind dags runs my_dag --state failed --limit 5\n')
    .action(async (dagId: string, { state, limit, output }: RunsOptions) => {
      const { formatRows, print } = await import('../../output.ts');
      const { listRuns } = await import('../../list-runs.ts');
      const { durationText } = await import('../../run-lines.ts');
      const { withTemporal } = await import('../../temporal.ts');
      const runs = await withTemporal((client) =>
        listRuns(client, dagId, { limit, ...(state && { state }) }),
      );
      if (runs.length === 0) {
        // An unknown DAG has no runs either, and is another answer.
        await (await import('../../dag-catalog.ts')).readDag(dagId);
      }
      const rows = runs.map(({ seconds, ...run }) => ({
        ...run,
        duration: seconds === null ? null : output === 'table' ? durationText(seconds * 1000) : seconds,
      }));
      print(formatRows(rows, COLUMNS, output));
    });
}
