import { setCurrentDetails, upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';
import { SEARCH_ATTRIBUTES } from '../engine/names.ts';
import { taskTable, viewRun, type RunView, type ViewFilter } from '../engine/run-view.ts';
import type { RunFacts } from '../engine/task-messages.ts';
import type { CarriedRun, RunRecord } from '../engine/run-messages.ts';
import type { RunSession } from './run-session.ts';

/** Tasks listed in a live run's details; the `state` query has them all. */
const DETAIL_ROWS = 100;

const attributes = (facts: RunFacts, state: string) => ({
  [SEARCH_ATTRIBUTES.dagId]: [facts.dagId],
  [SEARCH_ATTRIBUTES.runId]: [facts.runId],
  [SEARCH_ATTRIBUTES.runType]: [facts.runType],
  [SEARCH_ATTRIBUTES.logicalDate]: [new Date(facts.logicalDate)],
  [SEARCH_ATTRIBUTES.state]: [state],
});

/** Larger DAGs refresh their table less often, so that a run's cost stays flat a task. */
const REFRESHES_A_RUN = 200;

/** What the world sees of a run: search attributes, current details, the `state` query, and its record. */
export class RunReport {
  readonly #session: RunSession;
  readonly #refreshEvery: number;
  #changes = 0;
  #timeoutFrom: number;
  #waitsFor: string | undefined;
  #announced: string | undefined;

  constructor(session: RunSession) {
    this.#session = session;
    this.#timeoutFrom = session.run.timeoutFrom ?? Date.now();
    this.#refreshEvery = Math.ceil(session.run.spec.tasks.length / REFRESHES_A_RUN);
  }

  /** Called after whatever changes the run: its state is searchable at once, the table follows. */
  refresh(): void {
    const { state } = this.#session.scheduler.state;
    const isNew = state !== this.#announced;
    if (isNew) {
      const all = attributes(this.#session.run.facts, state);
      upsertSearchAttributes(this.#announced === undefined ? all : { [SEARCH_ATTRIBUTES.state]: [state] });
      this.#announced = state;
    }
    if (isNew || this.#changes % this.#refreshEvery === 0)
      setCurrentDetails(taskTable(this.view({ limit: DETAIL_ROWS })));
    this.#changes += 1;
  }

  waitsFor(slot: string | undefined): void {
    this.#waitsFor = slot;
    this.refresh();
  }

  /** The run timeout counts from here, in milliseconds since the epoch. */
  get timeoutFrom(): number {
    return this.#timeoutFrom;
  }

  timeoutBegins(at: number): void {
    this.#timeoutFrom = at;
  }

  view(filter?: ViewFilter): RunView {
    const { run, scheduler, isPaused, warnings } = this.#session;
    const waitsFor = this.#waitsFor === undefined ? {} : { waitsFor: this.#waitsFor };
    return viewRun({ ...run, runState: scheduler.state, paused: isPaused, warnings, ...waitsFor }, filter);
  }

  /** The run's private state, from which it goes on in another execution. */
  carried(): CarriedRun {
    const { run, scheduler, warnings, missedDeadlines, isPaused } = this.#session;
    const { holdsSlots: _slots, ...rest } = run;
    return {
      ...rest,
      runState: scheduler.toJSON(),
      warnings,
      missedDeadlines: [...missedDeadlines],
      paused: isPaused,
      timeoutFrom: this.#timeoutFrom,
    };
  }

  record(): RunRecord {
    // A rerun begins its run timeout anew, and nothing of it waits for a pause to end.
    const { timeoutFrom: _timeout, paused: _paused, ...carried } = this.carried();
    return { version: 1, workflowId: workflowInfo().workflowId, view: this.view(), carried };
  }
}
