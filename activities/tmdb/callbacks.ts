import type { CallbackCall } from '../../engine/task-messages.ts';
import { removeUncommitted } from '../lake/uncommitted.ts';
import { alertOfCallback } from '../notify/callback-alert.ts';
import { sendRunAlert } from '../notify/run-alert.ts';
import { TaskFailedForGood } from '../runtime/task-errors.ts';
import { pipelineServices } from './services.ts';

/**
 * Tells every channel what happened to a run.
 * @throws TaskFailedForGood naming the channels that stayed dead after their own tries, for the run's warnings; not to
 * be tried again, since the others have the message
 */
export async function notify_operators(call: CallbackCall): Promise<void> {
  const { channels, log } = pipelineServices();
  const { warnings } = await sendRunAlert(alertOfCallback(call), { channels, log });
  if (warnings.length > 0) throw new TaskFailedForGood(warnings.join('; '));
}

/**
 * Removes the data files that a failed run wrote and never committed. What it fetched of the API stays staged: the
 * run's rerun goes on from there, and no reader looks at it.
 */
export async function discard_uncommitted({ run }: CallbackCall): Promise<void> {
  const { store, log } = pipelineServices();
  const removed = await removeUncommitted(store, run);
  log.info('uncommitted files removed', { dagId: run.dagId, runId: run.runId, files: removed.length });
}
