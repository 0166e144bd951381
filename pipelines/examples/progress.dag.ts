import { Dag, getContext } from '../../index.ts';

const PARTS = 6;

async function copy_parts(): Promise<{ begunAt: number; done: number }> {
  const { heartbeat, lastHeartbeat, signal, tryNumber } = getContext();
  const begunAt = lastHeartbeat<{ done: number }>()?.done ?? 0;
  for (let part = begunAt; part < PARTS; part += 1) {
    // A cancelled run, or one that took too long, ends here: between two parts, never in the middle of one.
    signal.throwIfAborted();
    heartbeat({ done: part + 1 });
    if (tryNumber === 1 && part === 2) throw new Error('the connection broke after three parts');
  }
  return { begunAt, done: PARTS };
}

/** What a try records as its progress is handed to the next one, which goes on from there instead of from the start. */
export const dag = new Dag('example_progress', { tags: ['example'] });

dag.task(copy_parts, { retries: 1, retryDelay: 0.1, heartbeatTimeout: 30, executionTimeout: 600 })();
