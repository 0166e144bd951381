import { ApplicationFailure, defineQuery, defineUpdate, setHandler } from '@temporalio/workflow';
import { planClear, type ClearRequest } from '../engine/clear.ts';
import { readMarkRequest, type MarkRequest } from '../engine/mark.ts';
import { mermaidOf } from '../engine/mermaid.ts';
import { QUERIES, UPDATES } from '../engine/names.ts';
import { unpreparedView, type RunView, type ViewFilter } from '../engine/run-view.ts';
import type { RunReport } from './run-report.ts';
import type { RunSession } from './run-session.ts';

export const stateQuery = defineQuery<RunView, [ViewFilter?]>(QUERIES.state);
export const graphQuery = defineQuery<string>(QUERIES.graph);
export const clearUpdate = defineUpdate<string[], [ClearRequest]>(UPDATES.clear);
export const markUpdate = defineUpdate<void, [MarkRequest]>(UPDATES.mark);
export const pauseUpdate = defineUpdate<void>(UPDATES.pause);
export const resumeUpdate = defineUpdate<void>(UPDATES.resume);

/** Answers for a run whose spec is not read yet, or whose input was refused. */
export function answerUnprepared(dagId: string, refusal: () => string | undefined): void {
  setHandler(stateQuery, () => unpreparedView(dagId, refusal()));
  setHandler(graphQuery, () => 'flowchart LR');
}

/** Lets operators look at a run and act on it while it is open. No update waits for anything. */
export function answerMessages(session: RunSession, report: RunReport): void {
  const { spec } = session.run;
  const { scheduler } = session;

  setHandler(stateQuery, (filter) => report.view(filter ?? {}));
  setHandler(graphQuery, () => mermaidOf(spec, (taskId) => scheduler.state.tasks[taskId]?.state ?? 'none'));
  setHandler(
    clearUpdate,
    (request) => {
      const taskIds = planClear(spec, scheduler.state, request);
      session.handle({ type: 'cleared', taskIds, at: Date.now() });
      report.timeoutBegins(Date.now());
      return taskIds;
    },
    {
      validator: (request) => {
        mustBeOpen(session);
        planClear(spec, scheduler.state, request);
      },
    },
  );
  setHandler(
    markUpdate,
    (request) => session.handle({ type: 'marked', at: Date.now(), ...readMarkRequest(spec, request) }),
    {
      validator: (request) => {
        mustBeOpen(session);
        readMarkRequest(spec, request);
      },
    },
  );
  const onlyWhenOpen = { validator: () => mustBeOpen(session) };
  setHandler(pauseUpdate, () => session.pause(), onlyWhenOpen);
  setHandler(resumeUpdate, () => session.resume(), onlyWhenOpen);
}

function mustBeOpen({ run, scheduler }: RunSession): void {
  if (!scheduler.isFinished) return;
  throw ApplicationFailure.nonRetryable(
    `run '${run.facts.runId}' is ${scheduler.state.state} and closes just now: act on it once it is closed, e.g. with \`tradewind tasks clear\`.`,
    'RUN_CLOSING',
  );
}
