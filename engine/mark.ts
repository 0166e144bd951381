import { checkRequest, checkTaskId, refuse } from './run-request.ts';
import type { MarkState } from './scheduler-messages.ts';
import type { DagSpec } from './spec.ts';

/** An outcome that someone decides instead of the task. */
export interface MarkRequest {
  readonly taskId: string;
  readonly state: MarkState;
  /** Why, for the record. */
  readonly reason?: string;
}

const STATES: readonly MarkState[] = ['success', 'failed', 'skipped'];

/**
 * Reads a request to mark a task; its fields make a `marked` event.
 * @throws RunRequestError for an unknown key, task or state
 */
export function readMarkRequest(spec: DagSpec, given: unknown): MarkRequest {
  const request = checkRequest<MarkRequest>(spec, given, {
    taskId: 'string',
    state: 'string',
    reason: 'string',
  });
  if (request.taskId === undefined) throw refuse(spec, `'taskId' is missing.`, 'Name the task to mark.');
  checkTaskId(spec, request.taskId);
  if (!STATES.includes(request.state)) {
    throw refuse(spec, `'state' is ${JSON.stringify(request.state)}.`, `Give one of ${STATES.join(', ')}.`);
  }
  return request;
}
