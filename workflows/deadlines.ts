import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { DeadlineSpec } from '../engine/spec.ts';
import type { RunFacts } from '../engine/task-messages.ts';
import { runCallbacks } from './callbacks.ts';
import type { RunSession } from './run-session.ts';

/** When a deadline is due, in milliseconds since the epoch. */
export function dueAt(deadline: DeadlineSpec, run: RunFacts, queuedAt: number): number {
  const { reference, afterSeconds } = deadline;
  const from =
    reference === 'logical_date'
      ? Date.parse(run.logicalDate)
      : reference === 'queued_at'
        ? queuedAt
        : Date.parse(reference.fixed);
  return from + afterSeconds * 1000;
}

/**
 * Waits for every deadline of a run, and calls back for those that are missed; at once for one that is past already.
 * Ends when all are past, or when the scope it is called in is cancelled: then the run was in time for the rest.
 */
export async function watchDeadlines(session: RunSession): Promise<void> {
  const { spec, facts } = session.run;
  const queuedAt = session.scheduler.state.queuedAt ?? Date.now();
  const applicable = spec.deadlines.filter(
    ({ name, runTypes }) => (runTypes?.includes(facts.runType) ?? true) && !session.missedDeadlines.has(name),
  );
  await Promise.all(applicable.map((deadline) => watch(session, deadline, dueAt(deadline, facts, queuedAt))));
}

/** Waits for the moment. @returns false when the scope was cancelled first: the run was in time */
async function isMissed(due: number): Promise<boolean> {
  try {
    if (due > Date.now()) await sleep(due - Date.now());
  } catch (error) {
    if (!isCancellation(error)) throw error;
  }
  // A run may end between the moment and its timer.
  return Date.now() >= due;
}

async function watch(
  session: RunSession,
  { name, level, callback }: DeadlineSpec,
  due: number,
): Promise<void> {
  if (!(await isMissed(due))) return;
  const moment = new Date(due).toISOString();
  const reason = `deadline '${name}' missed: the run was not done by ${moment}`;
  session.missedDeadlines.add(name);
  session.warnings.push(reason);
  session.onChange();
  const event = { kind: 'deadline', reason, deadline: { name, level, dueAt: moment } } as const;
  // A run that ends just now must not take the alert with it.
  const told = await CancellationScope.nonCancellable(() =>
    runCallbacks([callback], session.run.facts, event),
  );
  session.warnings.push(...told);
}
