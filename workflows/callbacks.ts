import { scheduleActivity } from '@temporalio/workflow';
import type { CallbackSpec } from '../engine/spec.ts';
import type { CallbackCall, CallbackEvent, RunFacts } from '../engine/task-messages.ts';

/** Enough for a mail server that is slow to answer; a callback is no place for work. */
const OPTIONS = { startToCloseTimeout: '10 minutes', retry: { maximumAttempts: 3 } } as const;

/**
 * Calls every callback of a list, one after the other.
 * @returns a warning for each that failed: a dead channel fails no run
 */
export async function runCallbacks(
  callbacks: readonly CallbackSpec[],
  run: RunFacts,
  event: CallbackEvent,
): Promise<string[]> {
  const warnings: string[] = [];
  for (const { handler, arguments: args } of callbacks) {
    const call: CallbackCall = { run, event, ...(args === undefined ? {} : { arguments: args }) };
    try {
      await scheduleActivity(handler, [call], {
        ...OPTIONS,
        summary: `${event.kind} ${event.taskId ?? ''}`.trim(),
      });
    } catch (error) {
      const cause = (error as Error).cause ?? error;
      warnings.push(`callback '${handler}' on ${event.kind} failed: ${(cause as Error).message}`);
    }
  }
  return warnings;
}
