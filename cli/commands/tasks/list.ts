import type { Command } from 'commander';
import { outputOption, type OutputFormat } from '../../output.ts';

/** `tradewind tasks list`: the tasks of a DAG, from its file alone. */
export function listCommand(tasks: Command): void {
  tasks
    .command('list')
    .description('list the tasks of a DAG')
    .argument('<dag>', 'the dag id')
    .addOption(outputOption())
    .addHelpText('after', '\nExample:\n  tradewind tasks list my_dag -o plain\n')
    .action(async (dagId: string, { output }: { output: OutputFormat }) => {
      const { readDag } = await import('../../dag-catalog.ts');
      const { formatRows, print } = await import('../../output.ts');
      const rows = (await readDag(dagId)).spec.tasks.map((task) => ({
        task_id: task.taskId,
        handler: task.handler,
        trigger_rule: task.triggerRule,
        upstream: task.upstream,
        retries: task.retries,
      }));
      print(formatRows(rows, ['task_id', 'handler', 'trigger_rule', 'upstream', 'retries'], output));
    });
}
