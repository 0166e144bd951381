import {
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  isCancellation,
  log,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES } from '../engine/names.ts';
import type { RunEvent } from '../engine/scheduler.ts';
import type { CarriedRun } from '../engine/run-messages.ts';
import { runCallbacks } from './callbacks.ts';
import { watchDeadlines } from './deadlines.ts';
import { answerMessages, answerUnprepared } from './messages.ts';
import { prepareRun, storeRunRecord } from './run-activities.ts';
import { RunReport } from './run-report.ts';
import { RunSession } from './run-session.ts';
import { RunSlots, slotNeeds } from './run-slots.ts';

/** What a run answers when it succeeds; a failed one throws. Moments are ISO 8601 in UTC. */
export interface RunSummary {
  readonly state: 'success';
  readonly runId: string;
  readonly logicalDate: string;
}

/**
 * Interprets a DAG: every workflow type that has no workflow of its own lands here, and the type is the dag id.
 * @param input public, optional: see `RunInput`
 * @param carried private: a rerun's or a continue-as-new's state
 */
export default async function dagRun(input?: unknown, carried?: CarriedRun): Promise<RunSummary> {
  const session = new RunSession(carried ?? (await begin(input)));
  const report = new RunReport(session);
  session.onChange = () => {
    report.refresh();
    if (workflowInfo().continueAsNewSuggested) session.drain();
  };
  answerMessages(session, report);
  session.handle({ type: 'run_queued', at: Date.now() });

  const slots = new RunSlots();
  const deadlines = new CancellationScope();
  const watching = deadlines.run(() => watchDeadlines(session));
  let cancelled = await untilCancelled(session, execute(session, slots, report));
  deadlines.cancel();
  await CancellationScope.nonCancellable(async () => {
    await watching;
    await condition(allHandlersFinished);
  });
  if (!session.scheduler.isFinished && CancellationScope.current().consideredCancelled) {
    // The request came while the run drained: the next execution would never learn of it.
    cancelled = new CancelledFailure('the run was cancelled');
    await stop(session, { type: 'run_cancelled', at: Date.now() });
  }
  if (!session.scheduler.isFinished) {
    return continueAsNew<typeof dagRun>(input, { ...report.carried(), holdsSlots: true });
  }
  await CancellationScope.nonCancellable(() => close(session, slots, report));
  return outcome(session, report, cancelled);
}

async function begin(input: unknown): Promise<CarriedRun> {
  const { workflowType, workflowId, startTime, firstExecutionRunId } = workflowInfo();
  let refusal: Error | undefined;
  answerUnprepared(workflowType, () => refusal?.message);
  // The nominal time that Temporal's scheduler gives to whatever it starts.
  const scheduled = workflowInfo().searchAttributes['TemporalScheduledStartTime']?.[0] as Date | undefined;
  try {
    const prepared = await prepareRun({
      dagId: workflowType,
      workflowId,
      firstExecutionRunId,
      startedAt: startTime.toISOString(),
      input,
      ...(scheduled === undefined ? {} : { scheduledStartTime: scheduled.toISOString() }),
    });
    return { ...prepared, warnings: [] };
  } catch (error) {
    upsertSearchAttributes({
      [SEARCH_ATTRIBUTES.dagId]: [workflowType],
      [SEARCH_ATTRIBUTES.state]: ['failed'],
    });
    refusal = ((error as Error).cause ?? error) as Error;
    throw refusal;
  }
}

/** Waits for the run's slots, then runs the DAG within its run timeout. */
async function execute(session: RunSession, slots: RunSlots, report: RunReport): Promise<void> {
  const { spec, facts, holdsSlots, timeoutFrom } = session.run;
  const needs = slotNeeds(spec, facts.logicalDate);
  if (holdsSlots === true) slots.keep(needs);
  else await slots.acquire(needs, (name) => report.waitsFor(name));
  report.waitsFor(undefined);

  report.timeoutBegins(timeoutFrom ?? Date.now());
  session.handle({ type: 'run_started', at: Date.now() });
  const { dagrunTimeoutSeconds: afterSeconds } = spec;
  if (afterSeconds === undefined) return session.settled();
  if (await settlesWithin(session, report, afterSeconds)) return session.settled();
  return stop(session, { type: 'run_timed_out', afterSeconds, at: Date.now() });
}

/** @returns whether the run settled in time; a clear begins the time anew */
async function settlesWithin(session: RunSession, report: RunReport, seconds: number): Promise<boolean> {
  while (!session.isSettled) {
    const from = report.timeoutFrom;
    const left = Math.max(from + seconds * 1000 - Date.now(), 1);
    const changed = await condition(() => session.isSettled || report.timeoutFrom !== from, left);
    if (!changed) return false;
  }
  return true;
}

/** Ends a run from outside: its activities are cancelled, and waited for while they clean up after themselves. */
async function stop(session: RunSession, event: RunEvent): Promise<void> {
  session.handle(event);
  await CancellationScope.nonCancellable(() => session.settled());
}

/** @returns the cancellation that ended the run, if one did; the run has been stopped then */
async function untilCancelled(
  session: RunSession,
  execution: Promise<void>,
): Promise<CancelledFailure | undefined> {
  try {
    await execution;
    return undefined;
  } catch (error) {
    if (!isCancellation(error)) throw error;
    await stop(session, { type: 'run_cancelled', at: Date.now() });
    return error instanceof CancelledFailure ? error : new CancelledFailure('the run was cancelled');
  }
}

/** What must happen whatever became of the run: callbacks, its record, its slots. In this order: a lock covers all. */
async function close(session: RunSession, slots: RunSlots, report: RunReport): Promise<void> {
  const { facts, spec } = session.run;
  const { state, reason = '' } = session.scheduler.state;
  const [kind, callbacks] =
    state === 'success'
      ? (['run_success', spec.callbacks?.onSuccess] as const)
      : (['run_failure', spec.callbacks?.onFailure] as const);
  session.warnings.push(...(await runCallbacks(callbacks ?? [], facts, { kind, reason })));
  report.refresh();
  try {
    await storeRunRecord(report.record());
  } catch (error) {
    // The outcome stays in Temporal; a lock that is never given back would stop every other run.
    log.error('the record of a run could not be stored', { runId: facts.runId, error });
  } finally {
    await slots.release();
  }
}

function outcome(
  session: RunSession,
  report: RunReport,
  cancelled: CancelledFailure | undefined,
): RunSummary {
  const { runId, logicalDate, dagId } = session.run.facts;
  const { state, reason } = session.scheduler.state;
  if (state === 'success') return { state, runId, logicalDate };
  if (cancelled !== undefined) throw cancelled;
  throw ApplicationFailure.create({
    type: 'DAG_RUN_FAILED',
    nonRetryable: true,
    message: `run '${runId}' of DAG '${dagId}' failed: ${reason ?? 'no reason recorded'}`,
    details: [report.view({ states: ['failed', 'upstream_failed'] })],
  });
}
