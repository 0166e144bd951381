import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface CommandOptions {
  readonly timeoutSeconds: number;
  readonly cwd?: string;
  readonly signal?: AbortSignal;
}

/**
 * Runs a program to its end.
 * @returns what it wrote to stdout and stderr
 * @throws Error that says what the program wrote last, or that it is not there, or that it took too long
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  try {
    const { stdout, stderr } = await run(command, [...args], {
      timeout: options.timeoutSeconds * 1000,
      maxBuffer: 16 * 1024 * 1024,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    return stdout + stderr;
  } catch (error) {
    throw new Error(describe(command, args, options, error as CommandFailure), { cause: error });
  }
}

interface CommandFailure extends Error {
  readonly code?: string | number;
  readonly killed?: boolean;
  readonly stdout?: string;
  readonly stderr?: string;
}

function describe(
  command: string,
  args: readonly string[],
  options: CommandOptions,
  failure: CommandFailure,
): string {
  if (failure.code === 'ENOENT') return `'${command}' is not on PATH`;
  const line = [command, ...args.slice(0, 3)].join(' ');
  if (failure.killed === true) return `'${line} …' took longer than ${options.timeoutSeconds} s`;
  const output = `${failure.stdout ?? ''}${failure.stderr ?? ''}`.trim().split('\n').slice(-3).join('; ');
  return `'${line} …' failed (${String(failure.code ?? failure.message)}): ${output || 'no output'}`;
}
