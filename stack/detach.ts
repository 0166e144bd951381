import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../workers/home.ts';
import type { Progress } from './progress.ts';
import { StackError } from './stack-error.ts';

/** What the supervisor in the background tells the command that started it. */
export type SupervisorMessage =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'waitFor'; readonly text: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly text: string };

/** Set for the supervisor, so that `up` in it knows what it is. */
export const SUPERVISOR_VARIABLE = 'TRADEWIND_SUPERVISOR';

export const supervisorLog = (home: string): string => join(home, 'logs', 'supervisor.log');

/**
 * Starts the supervisor in the background and waits until the stack is ready. When the caller goes away before,
 * the channel closes and the supervisor gives up.
 * @throws StackError with the supervisor's own words when the start failed
 */
export async function startDetached(home: string, progress: Progress, signal: AbortSignal): Promise<void> {
  mkdirSync(join(home, 'logs'), { recursive: true });
  const log = openSync(supervisorLog(home), 'a', 0o600);
  const child = spawn(process.execPath, [join(PACKAGE_ROOT, 'bin', 'tradewind.js'), 'up'], {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...process.env, TRADEWIND_HOME: home, [SUPERVISOR_VARIABLE]: '1' },
  });
  closeSync(log);
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop);
  try {
    await new Promise<void>((resolve, reject) => {
      let failure = `the supervisor ended before the stack was ready; see ${supervisorLog(home)}`;
      child.on('message', (message: SupervisorMessage) => {
        if (message.kind === 'line') progress.line(message.text);
        else if (message.kind === 'waitFor') progress.waitFor(message.text);
        else if (message.kind === 'failed') failure = message.text;
        else resolve();
      });
      child.once('error', reject);
      // A failed start is over only when the supervisor has ended what it had started.
      child.once('exit', () => reject(new StackError('service_failed', failure)));
    });
  } finally {
    signal.removeEventListener('abort', stop);
    if (child.connected) child.disconnect();
    child.unref();
  }
}
