import type { Command } from 'commander';

/** `tradewind up`: the embedded stack, or the one that is already up. */
export function upCommand(program: Command): void {
  program
    .command('up')
    .description('start the embedded stack: Temporal, S3, MongoDB, services of the pipelines, a worker')
    .option('-d, --detach', 'leave it running in the background and return when it is ready')
    .addHelpText(
      'after',
      [
        '',
        'A service whose variable is set (TEMPORAL_ADDRESS, S3_ENDPOINT, MONGODB_CONNECTION_STRING) is used where',
        'it is. A second `up` attaches to the stack that runs. Ctrl-C stops a stack that was started here.',
        '',
        'Example:',
        '  tradewind up --detach && tradewind status',
      ].join('\n'),
    )
    .action(async (options: { detach?: boolean }) => {
      const { up } = await import('../../stack/up.ts');
      await up({ detach: options.detach === true });
    });
}
