import { setTimeout as sleep } from 'node:timers/promises';
import { tradewindHome } from '../workers/home.ts';
import { startDetached, SUPERVISOR_VARIABLE, type SupervisorMessage } from './detach.ts';
import { createProgress, type Progress } from './progress.ts';
import { StackError } from './stack-error.ts';
import { stackServices } from './stack-services.ts';
import { livingStack, type StackState } from './state-file.ts';
import { superviseStack } from './supervisor.ts';

const POLL_MILLISECONDS = 200;

export interface UpOptions {
  readonly detach: boolean;
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/**
 * Brings the stack up: attaches to one that runs, starts it in the background, or runs it here until a signal.
 * @throws StackError when it cannot be started; nothing is left running then
 */
export async function up({ detach, environment = process.env }: UpOptions): Promise<void> {
  const home = tradewindHome(environment);
  const stopping = signalsAbort();
  const supervisor = environment[SUPERVISOR_VARIABLE] === '1';
  const progress = supervisor ? reportingTo(stopping) : createProgress();
  try {
    const living = livingStack(home);
    if (living !== undefined) await attach(living, { detach, progress, signal: stopping.signal });
    else if (detach) {
      await startDetached(home, progress, stopping.signal);
      progress.line('The stack is up. `tradewind status` shows it, `tradewind down` stops it.');
    } else {
      await superviseStack({
        home,
        environment,
        services: await stackServices(environment),
        progress,
        signal: stopping.signal,
        onReady: () => {
          progress.line(supervisor ? 'The stack is up.' : 'The stack is up. Ctrl-C stops it.');
          send({ kind: 'ready' });
          if (process.connected) process.disconnect();
        },
      });
    }
  } catch (error) {
    send({ kind: 'failed', text: error instanceof Error ? error.message : String(error) });
    throw error;
  } finally {
    progress.end();
  }
}

interface AttachOptions {
  readonly detach: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Waits until the stack of another process is ready; without `detach` stays until it stops. */
async function attach(first: StackState, { detach, progress, signal }: AttachOptions): Promise<void> {
  progress.line(`A stack is up already (supervisor ${first.supervisorPid}): attached.`);
  let state: StackState | undefined = first;
  while (state?.phase === 'starting' && !signal.aborted) {
    await sleep(POLL_MILLISECONDS);
    state = livingStack(first.home);
  }
  if (state === undefined)
    throw new StackError('stack_not_running', 'the stack stopped while it was starting');
  const failed = Object.entries(state.services).filter(([, service]) => service.state === 'failed');
  for (const [name, { failure, logFile }] of failed) {
    progress.line(`${name} has died (${failure ?? 'unknown'}); see ${logFile}`);
  }
  if (failed.length > 0) {
    throw new StackError('service_failed', 'Start it again with `tradewind down` and `tradewind up`.');
  }
  if (detach) return;
  progress.line('Ctrl-C leaves it running; `tradewind down` stops it.');
  while (!signal.aborted && livingStack(first.home) !== undefined) await sleep(POLL_MILLISECONDS);
}

/** A first signal asks for an orderly stop. */
function signalsAbort(): AbortController {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => controller.abort());
  }
  return controller;
}

/** The supervisor in the background: its lines go to its log, and to the command that started it while it waits. */
function reportingTo(stopping: AbortController): Progress {
  // The command that waits went away: nobody wants this stack any more. After `ready` it is we who disconnect.
  process.once('disconnect', () => {
    if (livingStack(tradewindHome())?.phase === 'starting') stopping.abort();
  });
  const log = createProgress({ write: (text) => process.stderr.write(text) });
  return {
    line: (text) => {
      log.line(`${new Date().toISOString()} ${text}`);
      send({ kind: 'line', text });
    },
    waitFor: (text) => send({ kind: 'waitFor', text }),
    end: () => undefined,
  };
}

function send(message: SupervisorMessage): void {
  if (process.connected) process.send?.(message);
}
