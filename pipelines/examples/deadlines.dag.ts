import { Dag, getContext, type CallbackCall } from '../../index.ts';

async function prepare_report(): Promise<string> {
  return `report of ${getContext().logicalDate.slice(0, 10)}`;
}

/** A place for a message to whoever waits for the report. */
async function tell_readers({ event }: CallbackCall): Promise<void> {
  if (event.deadline === undefined) throw new Error(`${event.kind} is no deadline`);
}

/**
 * Deadlines (SLAs): a run that is late goes on, and calls back once per deadline it missed. They count from the logical
 * date, from the moment the run was queued, or from a fixed moment. `dagrunTimeout` is the other thing: it ends the run.
 */
export const dag = new Dag('example_deadlines', {
  tags: ['example'],
  dagrunTimeout: 3600,
  deadlines: [
    { name: 'expected', interval: 90 * 60, level: 'warning', callback: tell_readers },
    { name: 'promised', interval: 2 * 3600, runTypes: ['scheduled'], callback: tell_readers },
    { name: 'slow', reference: 'queued_at', interval: 1800, callback: tell_readers },
  ],
});

dag.task(prepare_report)();
