import type { WorkflowExecutionInfo } from '@temporalio/client';
import { SearchAttributeType, defineSearchAttributeKey } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../engine/names.ts';
import type { RunStateName } from '../engine/run-state.ts';

const KEYS = {
  runId: defineSearchAttributeKey(SEARCH_ATTRIBUTES.runId, SearchAttributeType.KEYWORD),
  runType: defineSearchAttributeKey(SEARCH_ATTRIBUTES.runType, SearchAttributeType.KEYWORD),
  logicalDate: defineSearchAttributeKey(SEARCH_ATTRIBUTES.logicalDate, SearchAttributeType.DATETIME),
  state: defineSearchAttributeKey(SEARCH_ATTRIBUTES.state, SearchAttributeType.KEYWORD),
};

type Execution = Pick<WorkflowExecutionInfo, 'type' | 'workflowId' | 'status' | 'typedSearchAttributes'>;

/** A run's own id; of a run that failed before it had one, what its workflow id says. */
export function runIdOf({ type, workflowId, typedSearchAttributes }: Execution): string {
  const given = typedSearchAttributes.get(KEYS.runId);
  return given ?? (workflowId.startsWith(`${type}/`) ? workflowId.slice(type.length + 1) : workflowId);
}

export const runTypeOf = (run: Execution): string | undefined => run.typedSearchAttributes.get(KEYS.runType);

export const logicalDateOf = (run: Execution): string | undefined =>
  run.typedSearchAttributes.get(KEYS.logicalDate)?.toISOString();

/** The state as far as Temporal knows it: how a workflow closed is stronger than what it last said of itself. */
export function runStateOf({ status, typedSearchAttributes }: Execution): RunStateName {
  switch (status.name) {
    case 'COMPLETED':
      return 'success';
    case 'FAILED':
    case 'CANCELLED':
    case 'TERMINATED':
    case 'TIMED_OUT':
      return 'failed';
    default:
      return typedSearchAttributes.get(KEYS.state) === 'running' ? 'running' : 'queued';
  }
}

/** Closed from outside: the interpreter had no chance to say or store anything. */
export const wasCutOff = ({ status }: Execution): boolean =>
  status.name === 'TERMINATED' || status.name === 'TIMED_OUT';

export const isOpen = ({ status }: Execution): boolean =>
  status.name === 'RUNNING' || status.name === 'PAUSED';
