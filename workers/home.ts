import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package: where `package.json`, `pipelines/` and `bin/` lie. */
export const PACKAGE_ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * The folder in which Tradewind keeps its state: `$TRADEWIND_HOME`, else `.tradewind/` in the package.
 * A leading `~/` is the user's home folder, as a shell would have it.
 */
export function tradewindHome(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const given = environment['TRADEWIND_HOME'];
  if (given === undefined || given === '') return join(PACKAGE_ROOT, '.tradewind');
  return resolve(given.startsWith('~/') ? join(homedir(), given.slice(2)) : given);
}

/** The file in which a running embedded stack says where its services listen. */
export const stackStateFile = (home: string): string => join(home, 'run', 'stack.json');
