import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, closeSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf, StackError } from '../stack-error.ts';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';

export interface LaunchOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly logFile: string;
  readonly cwd?: string;
}

export interface LaunchedProcess {
  readonly identity: ProcessIdentity;
  /** In words, e.g. `exit code 1` or `signal SIGKILL`; settles when the process has ended. */
  readonly ended: Promise<string>;
}

/**
 * Starts a program in a process group of its own, so that a Ctrl-C in the terminal does not reach it before its
 * supervisor decides, and so that its children can be ended with it. Output is appended to the log file.
 * @throws StackError `service_failed` when it cannot be started
 */
export async function launch(options: LaunchOptions): Promise<LaunchedProcess> {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a', 0o600);
  try {
    const child = spawn(options.command, [...options.args], {
      detached: true,
      stdio: ['ignore', log, log],
      env: options.environment,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    const ended = once(child, 'exit').then(([code, signal]) =>
      signal === null ? `exit code ${String(code)}` : `signal ${String(signal)}`,
    );
    ended.catch(() => undefined);
    await once(child, 'spawn');
    const pid = child.pid ?? 0;
    // A program that ended at once has no start time any more; its end is told by `ended`.
    return { identity: identify(pid) ?? { pid, startTime: 'ended' }, ended };
  } catch (error) {
    throw new StackError(
      'service_failed',
      `${options.name} could not be started with '${options.command}': ${reasonOf(error)}`,
    );
  } finally {
    closeSync(log);
  }
}

const POLL_MILLISECONDS = 50;

/**
 * Ends a process and its group: asked first, killed after the grace period. Does nothing when the process is
 * gone or its number now belongs to another one.
 */
export async function endProcess(identity: ProcessIdentity, graceSeconds: number): Promise<void> {
  if (!signalGroup(identity, 'SIGTERM')) return;
  const killAt = Date.now() + graceSeconds * 1000;
  while (isAlive(identity)) {
    if (Date.now() > killAt) signalGroup(identity, 'SIGKILL');
    await sleep(POLL_MILLISECONDS);
  }
}

/** @returns false when there is nothing left to signal */
export function signalGroup(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (!isAlive(identity)) return false;
  try {
    process.kill(-identity.pid, signal);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
