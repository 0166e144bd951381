import type { Command } from 'commander';

/** `tradewind worker`: runs the tasks of every DAG in the folder until it is told to stop. */
export function workerCommand(program: Command): void {
  program
    .command('worker')
    .description('run a worker for every DAG of the DAGs folder, until SIGINT or SIGTERM')
    .option('--concurrency <n>', 'tasks that run at once', '16')
    .addHelpText('after', '\nExample:\n  TEMPORAL_ADDRESS=127.0.0.1:7233 tradewind worker --concurrency 8\n')
    .action(async (options: { concurrency: string }) => {
      const { runWorker } = await import('../../workers/main.ts');
      await runWorker({ concurrency: Number(options.concurrency) });
    });
}
