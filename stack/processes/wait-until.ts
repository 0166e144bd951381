import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf, StackError } from '../stack-error.ts';
import type { LaunchedProcess } from './launched-process.ts';
import { tailOf } from './log-tail.ts';

const POLL_MILLISECONDS = 100;

export interface WaitOptions {
  readonly name: string;
  readonly logFile: string;
  readonly seconds: number;
  readonly signal?: AbortSignal;
}

/**
 * Waits until a started server answers.
 * @param answers throws while the server is not ready
 * @throws StackError `service_failed` with the tail of its log when it ends first or takes too long
 */
export async function waitUntilReady(
  started: LaunchedProcess,
  answers: () => Promise<unknown>,
  options: WaitOptions,
): Promise<void> {
  let end: string | undefined;
  started.ended.then(
    (how) => (end = how),
    (error: unknown) => (end = reasonOf(error)),
  );
  const giveUpAt = Date.now() + options.seconds * 1000;
  let reason = 'no answer';
  while (Date.now() < giveUpAt) {
    options.signal?.throwIfAborted();
    if (end !== undefined) throw await failure(`${options.name} ended while starting (${end})`, options);
    try {
      await answers();
      return;
    } catch (error) {
      reason = reasonOf(error);
    }
    await sleep(POLL_MILLISECONDS);
  }
  throw await failure(`${options.name} was not ready after ${options.seconds} s (${reason})`, options);
}

async function failure(what: string, { logFile }: WaitOptions): Promise<StackError> {
  const tail = await tailOf(logFile);
  const lines = tail.length === 0 ? '  (empty)' : tail.map((line) => `  | ${line}`).join('\n');
  return new StackError('service_failed', `${what}. The end of its log, ${logFile}:\n${lines}`);
}
