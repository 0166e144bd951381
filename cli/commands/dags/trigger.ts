import type { Command } from 'commander';
import { outputOption, type OutputFormat } from '../../output.ts';

interface TriggerOptions {
  readonly logicalDate?: string;
  readonly conf?: string;
  readonly runId?: string;
  readonly note?: string;
  readonly wait?: true;
  readonly output: OutputFormat;
}

/** `tradewind dags trigger`: starts a run by hand. */
export function triggerCommand(dags: Command): void {
  dags
    .command('trigger')
    .description('start a run of a DAG')
    .argument('<dag>', 'the dag id')
    .option('--logical-date <moment>', 'ISO 8601 with its zone; default: the moment the run starts')
    .option('--conf <json>', "params of the run, as a JSON object: they override the DAG's own")
    .option('--run-id <id>', 'default: manual__ and the logical date')
    .option('--note <text>', 'a note for whoever looks at the run')
    .option('--wait', "show the run's progress until it has ended; exit code 1 when it fails")
    .addOption(outputOption())
    .addHelpText('after', `\nExample:\n  tradewind dags trigger my_dag --conf '{"limit": 10}' --wait\n`)
    .action(async (dagId: string, options: TriggerOptions) => {
      const { readConf, readMoment } = await import('../../arguments.ts');
      const { CommandFailed } = await import('../../command-error.ts');
      const { readDag } = await import('../../dag-catalog.ts');
      const { formatRecord, print } = await import('../../output.ts');
      const { startRun } = await import('../../start-run.ts');
      const { withTemporal } = await import('../../temporal.ts');
      const { conf, logicalDate, runId, note, wait, output } = options;
      const request = {
        ...(conf === undefined ? {} : { params: readConf(conf) }),
        ...(logicalDate === undefined ? {} : { logicalDate: readMoment('--logical-date', logicalDate) }),
        ...(runId === undefined ? {} : { runId }),
        ...(note === undefined ? {} : { note }),
      };
      const { spec } = await readDag(dagId);
      await withTemporal(async (client) => {
        const started = await startRun(client, spec, request);
        const run = { dag_id: dagId, run_id: started.runId, workflow_id: started.workflowId };
        if (wait !== true) return print(formatRecord({ ...run, state: 'queued' }, output));
        const { openRecords } = await import('../../records.ts');
        const { endLine, openScreen } = await import('../../run-screen.ts');
        const { watchRun } = await import('../../watch-run.ts');
        const screen = openScreen(process.stderr);
        const ended = await watchRun({ client, records: await openRecords(), ...started, screen });
        print(formatRecord({ ...run, state: ended.state, reason: ended.reason }, output));
        if (ended.state !== 'success') throw new CommandFailed(`${endLine(ended)}: ${ended.reason ?? ''}`);
      });
    });
}
