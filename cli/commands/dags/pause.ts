import type { Command } from 'commander';
import { outputOption, type OutputFormat } from '../../output.ts';

interface PauseOptions {
  readonly note?: string;
  readonly output: OutputFormat;
}

/** `tradewind dags pause`: no new scheduled runs, and no new tasks of open runs. */
export function pauseCommand(dags: Command): void {
  declare(dags, 'pause', 'pause the schedule of a DAG, and hold new tasks of its open runs');
}

/** `tradewind dags unpause`: undoes `pause`. */
export function unpauseCommand(dags: Command): void {
  declare(dags, 'unpause', 'unpause the schedule of a DAG, and let its open runs go on');
}

function declare(dags: Command, verb: 'pause' | 'unpause', description: string): void {
  dags
    .command(verb)
    .description(description)
    .argument('<dag>', 'the dag id')
    .option('--note <text>', 'why, kept with the schedule')
    .addOption(outputOption())
    .addHelpText('after', `\nExample:\n  tradewind dags ${verb} my_dag --note "source is down"\n`)
    .action(async (dagId: string, { note, output }: PauseOptions) => {
      const { CommandFailed } = await import('../../command-error.ts');
      const { formatRecord, print, tell } = await import('../../output.ts');
      const { pauseDag } = await import('../../pause-dag.ts');
      const { withTemporal } = await import('../../temporal.ts');
      await withTemporal(async (client) => {
        const { schedule, workflowIds, failures } = await pauseDag(client, dagId, verb, note);
        for (const failure of failures) tell(failure);
        print(formatRecord({ dag_id: dagId, schedule, open_runs: workflowIds }, output));
        if (failures.length > 0)
          throw new CommandFailed(`${failures.length} open run(s) could not be told, see above.`);
      });
    });
}
