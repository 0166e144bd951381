import type { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { Lease, LeaseLost } from '../../activities/runtime/lease.ts';
import { Progress } from '../../activities/runtime/progress.ts';

/** An activity with this heartbeat timeout; what it sends is kept. */
function activity(heartbeatTimeoutMs?: number, heartbeatDetails?: unknown) {
  const sent: unknown[] = [];
  const context = {
    info: { heartbeatTimeoutMs, heartbeatDetails, taskToken: new Uint8Array([7]) },
    heartbeat: (details: unknown) => void sent.push(details),
  } as unknown as Context;
  return { context, sent };
}

/** @param answer what Temporal does with a heartbeat */
function leaseOf(answer: () => Promise<void>) {
  const { context } = activity(10_000);
  const asked = jest.fn(answer);
  const progress = new Progress(context);
  const lease = new Lease({ activity: { heartbeat: asked } } as unknown as Client, context, progress);
  const stop = (): void => {
    lease.stop();
    progress.stop();
  };
  return { lease, asked, stop };
}
const failing = (name: string) => async () => {
  throw Object.assign(new Error('no'), { name });
};

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('progress', () => {
  test.each([
    [3_000, 1_000],
    [15_000, 5_000],
    [300_000, 5_000],
    [undefined, 5_000],
  ])('with a timeout of %s ms it beats every %i ms, although the handler is silent', (timeout, every) => {
    const { context, sent } = activity(timeout);
    const progress = new Progress(context);
    jest.advanceTimersByTime(every - 1);
    expect(sent).toHaveLength(0);
    jest.advanceTimersByTime(1 + 2 * every);
    expect(sent).toHaveLength(3);
    progress.stop();
  });

  test('repeats what was recorded last, and at first what the lost try had recorded', () => {
    const { context, sent } = activity(3_000, { done: 1 });
    const progress = new Progress(context);
    jest.advanceTimersByTime(1_000);
    progress.record({ done: 2 });
    jest.advanceTimersByTime(1_000);
    expect(sent).toEqual([{ done: 1 }, { done: 2 }, { done: 2 }]);
    expect(progress.details).toEqual({ done: 2 });
    progress.stop();
  });

  test('is silent once it was stopped', () => {
    const { context, sent } = activity(3_000);
    new Progress(context).stop();
    jest.advanceTimersByTime(60_000);
    expect(sent).toEqual([]);
  });
});

describe('the lease', () => {
  test('asks nothing of a task that ends within a fifth of its timeout', async () => {
    const { asked, stop } = leaseOf(async () => undefined);
    await jest.advanceTimersByTimeAsync(1_999);
    stop();
    expect(asked).not.toHaveBeenCalled();
  });

  test.each([
    ['acknowledges every heartbeat', async () => undefined],
    ['says that the run was cancelled, which is for the SDK to tell', failing('ActivityCancelledError')],
    ['says that it knows the activity no more, likewise', failing('ActivityNotFoundError')],
    ['says that the activity is paused', failing('ActivityPausedError')],
    ['says that the activity was reset', failing('ActivityResetError')],
  ])('holds while Temporal %s', async (_, answer) => {
    const { lease, asked, stop } = leaseOf(answer);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(lease.signal.aborted).toBe(false);
    expect(asked.mock.calls.length).toBeGreaterThan(10);
    stop();
  });

  test.each([
    ['refuses', failing('ServiceError')],
    ['does not answer', async () => new Promise<void>(() => undefined)],
  ])('is lost before the timeout when Temporal %s', async (_, answer) => {
    const { lease, stop } = leaseOf(answer);
    await jest.advanceTimersByTimeAsync(8_000);
    expect(lease.signal.aborted).toBe(false);
    await jest.advanceTimersByTimeAsync(2_000);
    expect(lease.signal.reason).toBeInstanceOf(LeaseLost);
    expect((lease.signal.reason as Error).message).toMatch(/acknowledged no heartbeat for 10 s/);
    stop();
  });

  test('asks one question at a time', async () => {
    const { asked, stop } = leaseOf(async () => new Promise<void>(() => undefined));
    await jest.advanceTimersByTimeAsync(8_000);
    expect(asked).toHaveBeenCalledTimes(1);
    stop();
  });

  test('outlives a short silence', async () => {
    let up = false;
    const { lease, stop } = leaseOf(async () => {
      if (!up) throw new Error('unreachable');
    });
    await jest.advanceTimersByTimeAsync(6_000);
    up = true;
    await jest.advanceTimersByTimeAsync(30_000);
    expect(lease.signal.aborted).toBe(false);
    stop();
  });
});
