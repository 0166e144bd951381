import type { Command } from 'commander';
import { wholeNumber } from '../../arguments.ts';
import { outputOption, type OutputFormat } from '../../output.ts';

interface NextOptions {
  readonly numExecutions: number;
  readonly output: OutputFormat;
}

/** `tradewind dags next-execution`: the next logical dates, from the DAG file alone. */
export function nextExecutionCommand(dags: Command): void {
  dags
    .command('next-execution')
    .description('print the next logical dates of a DAG')
    .argument('<dag>', 'the dag id')
    .option('-n, --num-executions <n>', 'how many', wholeNumber('--num-executions', 1, 1000), 1)
    .addOption(outputOption())
    .addHelpText('after', '\nExample:\n  tradewind dags next-execution my_dag -n 5\n')
    .action(async (dagId: string, { numExecutions, output }: NextOptions) => {
      const { CommandFailed } = await import('../../command-error.ts');
      const { readDag } = await import('../../dag-catalog.ts');
      const { formatRows, print } = await import('../../output.ts');
      const { nextNominalTime } = await import('../../../engine/timetable.ts');
      const { schedule } = (await readDag(dagId)).spec;
      if (schedule === undefined) {
        throw new CommandFailed(`DAG '${dagId}' has no schedule: it runs only when it is triggered.`);
      }
      const rows: { logical_date: string }[] = [];
      let after = new Date();
      for (let count = 0; count < numExecutions; count += 1) {
        const next = nextNominalTime(schedule, after);
        if (next === undefined) break;
        rows.push({ logical_date: next.toISOString() });
        after = next;
      }
      print(formatRows(rows, ['logical_date'], output));
    });
}
