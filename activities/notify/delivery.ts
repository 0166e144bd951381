import { setTimeout as sleep } from 'node:timers/promises';
import { BusyChannelError, PermanentDeliveryError, type Channel } from './channel.ts';
import type { Message } from './message.ts';
import { reasonOf } from './reason.ts';
import { redact } from './redact.ts';

/** How long and how often one channel is tried. Times in milliseconds. */
export interface DeliveryPolicy {
  readonly tries: number;
  readonly firstDelayMs: number;
  readonly backoff: number;
  readonly timeoutMs: number;
  /** A channel that asks for a longer pause is given up. */
  readonly longestDelayMs: number;
}

/** At worst 3 × 15 s and 2 + 4 s of pauses: well inside a callback's time. */
export const DELIVERY_POLICY: DeliveryPolicy = {
  tries: 3,
  firstDelayMs: 2_000,
  backoff: 2,
  timeoutMs: 15_000,
  longestDelayMs: 30_000,
};

/**
 * Brings one message to one channel.
 * @returns a sentence that names the channel, the reason and the cure where it stays dead; undefined when delivered
 * @throws only the signal's own reason
 */
export async function deliver(
  channel: Channel,
  message: Message,
  policy: DeliveryPolicy,
  signal: AbortSignal,
): Promise<string | undefined> {
  let tries = 0;
  let delay = policy.firstDelayMs;
  for (;;) {
    signal.throwIfAborted();
    tries += 1;
    try {
      await withTimeout(channel, message, policy.timeoutMs, signal);
      return undefined;
    } catch (error) {
      signal.throwIfAborted();
      const wait = error instanceof BusyChannelError ? Math.max(error.retryAfterMs, delay) : delay;
      const last =
        tries >= policy.tries || error instanceof PermanentDeliveryError || wait > policy.longestDelayMs;
      if (last) {
        const reason = redact(reasonOf(error), channel.secrets);
        return `${channel.name} did not take the message (${tries} ${tries === 1 ? 'try' : 'tries'}): ${reason}. ${channel.cure}.`;
      }
      await sleep(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
      delay *= policy.backoff;
    }
  }
}

/** Waits no longer than the timeout, also for a channel that does not heed its signal. */
async function withTimeout(
  channel: Channel,
  message: Message,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  const timeout = new AbortController();
  const either = AbortSignal.any([signal, timeout.signal]);
  const timer = setTimeout(() => timeout.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  try {
    await Promise.race([channel.send(message, either), aborted(either)]);
  } finally {
    clearTimeout(timer);
  }
}

const aborted = async (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
