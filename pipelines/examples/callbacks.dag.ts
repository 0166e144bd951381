import { Dag, getContext, type CallbackCall } from '../../index.ts';

/** Posts one line to the address in the run's param `webhook`. Throw in a callback, and the run has a warning. */
async function tell({ run, event, arguments: extra }: CallbackCall): Promise<void> {
  const { webhook } = run.params;
  if (typeof webhook !== 'string') return;
  const { channel } = extra as { channel: string };
  const text = `${channel}: ${event.kind} ${event.taskId ?? run.dagId}: ${event.reason}`;
  await fetch(webhook, { method: 'POST', body: text });
}

async function work(): Promise<void> {
  const { tryNumber, params } = getContext();
  if (tryNumber === 1 || params['broken'] === true) throw new Error(`try ${tryNumber} failed`);
}

/**
 * Callbacks of a task (`onExecute`, `onRetry`, `onSuccess`, `onFailure`, `onSkipped`) and of the run. They are decided
 * in the workflow, so they are called also when the process that ran the task was killed.
 */
export const dag = new Dag('example_callbacks', {
  tags: ['example'],
  params: {
    webhook: { type: ['string', 'null'], format: 'uri', default: null },
    broken: { type: 'boolean', default: false },
  },
  onSuccess: { handler: tell, arguments: { channel: 'news' } },
  onFailure: { handler: tell, arguments: { channel: 'alerts' } },
});

dag.task(work, {
  retries: 1,
  retryDelay: 0.1,
  onRetry: { handler: tell, arguments: { channel: 'log' } },
  onSuccess: { handler: tell, arguments: { channel: 'log' } },
  onFailure: { handler: tell, arguments: { channel: 'log' } },
})();
