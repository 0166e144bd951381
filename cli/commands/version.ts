import type { Command } from 'commander';

/** `tradewind version`: of the package and of what it runs on. */
export function versionCommand(program: Command): void {
  program
    .command('version')
    .description('print the version of the package and of Node.js')
    .addHelpText('after', '\nExample:\n  tradewind version')
    .action(async () => {
      const { readFile } = await import('node:fs/promises');
      const { PACKAGE_ROOT } = await import('../../workers/home.ts');
      const { print } = await import('../output.ts');
      const text = await readFile(`${PACKAGE_ROOT}/package.json`, 'utf8');
      const { version } = JSON.parse(text) as { version: string };
      print(`tradewind ${version} (Node.js ${process.versions.node})`);
    });
}
