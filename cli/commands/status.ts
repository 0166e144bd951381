import type { Command } from 'commander';
import { outputOption, type OutputFormat } from '../output.ts';

/** `tradewind status`: every service with its address, version and log; as JSON also the credentials. */
export function statusCommand(program: Command): void {
  program
    .command('status')
    .description('show the embedded stack: addresses, versions, log files')
    .addOption(outputOption())
    .addHelpText(
      'after',
      '\nExit code 1 when no stack is up or a service has died.\n\nExample:\n  tradewind status -o json',
    )
    .action(async ({ output }: { output: OutputFormat }) => {
      const { showStatus } = await import('../show-status.ts');
      await showStatus(output);
    });
}
