import { WorkflowFailedError, type Client } from '@temporalio/client';
import type { ObjectStore } from '../activities/connectors/object-store.ts';
import { readRun, type RunStatus } from './read-run.ts';
import type { RunScreen } from './run-screen.ts';

export interface Watch {
  readonly client: Client;
  /** Where closed runs are recorded; undefined when no S3 is configured. */
  readonly records: ObjectStore | undefined;
  readonly dagId: string;
  readonly workflowId: string;
  readonly screen: RunScreen;
  /** Ends the watching, not the run. */
  readonly signal?: AbortSignal;
}

const LOOK_EVERY_MS = 1_000;

/**
 * Shows a run's progress until it has closed.
 * @returns the closed run; its `state` is `success` or `failed`
 * @throws the signal's reason when the watching was ended
 */
export async function watchRun(watch: Watch): Promise<RunStatus> {
  const { client, records, dagId, workflowId, screen, signal } = watch;
  const closing = new AbortController();
  const ended = untilClosed(client, workflowId).finally(() => closing.abort());
  const stop = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
  // What goes wrong here is thrown below, after the last look.
  ended.catch(() => undefined);
  while (!stop.aborted) {
    const run = await readRun(client, records, dagId, workflowId);
    if (run.open) screen.update(run, Date.now());
    await pause(LOOK_EVERY_MS, stop);
  }
  signal?.throwIfAborted();
  await ended;
  const run = await readRun(client, records, dagId, workflowId);
  screen.update(run, Date.now());
  return run;
}

/** Waits for the end of a run; how it ended is read from its state. */
async function untilClosed(client: Client, workflowId: string): Promise<void> {
  try {
    await client.workflow.getHandle(workflowId).result();
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
