import type { Command } from 'commander';
import { outputOption, type OutputFormat } from '../output.ts';

/** `tradewind doctor`: every service and setting, and how to mend what is wrong. */
export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('check every service and setting, and say how to mend each')
    .addOption(outputOption())
    .addHelpText('after', '\nExample:\n  tradewind doctor')
    .action(async ({ output }: { output: OutputFormat }) => {
      const { diagnose } = await import('../../stack/doctor/diagnose.ts');
      const { formatRows, print } = await import('../output.ts');
      const { CommandFailed } = await import('../command-error.ts');
      const findings = await diagnose(process.env);
      print(
        formatRows(
          findings.map((finding) => ({ ...finding })),
          ['check', 'result', 'about', 'cure'],
          output,
        ),
      );
      const wrong = findings.filter(({ result }) => result === 'wrong').length;
      if (wrong > 0) throw new CommandFailed(`${wrong} of ${findings.length} checks found something wrong.`);
    });
}
