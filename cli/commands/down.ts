import type { Command } from 'commander';

/** `tradewind down`: no process of the stack is left, data stays. */
export function downCommand(program: Command): void {
  program
    .command('down')
    .description('stop the embedded stack; its data is kept')
    .addHelpText('after', '\nExample:\n  tradewind down')
    .action(async () => {
      const { stopStack } = await import('../../stack/stop-stack.ts');
      const { tradewindHome } = await import('../../workers/home.ts');
      const { tell } = await import('../output.ts');
      const home = tradewindHome();
      const words = {
        stopped: 'stack stopped',
        leftovers: 'the supervisor had been killed; what it left behind was ended',
        nothing: `no stack is up in ${home}`,
      };
      tell(words[await stopStack(home)]);
    });
}
