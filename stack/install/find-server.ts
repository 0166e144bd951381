import { reasonOf, StackError } from '../stack-error.ts';

/** One way to come by a server. Throws the reason when it does not work. */
export interface FindStep<T> {
  readonly name: string;
  attempt(): Promise<T>;
}

/**
 * Tries each way in turn; the first that works wins.
 * @param server its name, for the error
 * @param cure what a person can do when none works
 * @throws StackError `server_not_found` that lists every way with the reason why it failed
 */
export async function findServer<T>(server: string, steps: readonly FindStep<T>[], cure: string): Promise<T> {
  const failures: string[] = [];
  for (const step of steps) {
    try {
      return await step.attempt();
    } catch (error) {
      failures.push(`  ${failures.length + 1}. ${step.name}: ${reasonOf(error)}`);
    }
  }
  throw new StackError(
    'server_not_found',
    `${server} could not be found in any of ${failures.length} ways:\n${failures.join('\n')}\n${cure}`,
  );
}

/** @throws Error when the version is older than what is needed, or cannot be read */
export function requireVersion(program: string, output: string, oldest: string): string {
  const version = /\d+\.\d+(?:\.\d+)?/.exec(output)?.[0];
  if (version === undefined) {
    throw new Error(`'${program}' does not say its version: '${output.trim().slice(0, 80)}'`);
  }
  if (compareVersions(version, oldest) < 0) {
    throw new Error(`'${program}' is ${version}, needed is ${oldest} or later`);
  }
  return version;
}

export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let place = 0; place < 3; place += 1) {
    const difference = (left?.[place] ?? 0) - (right?.[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
