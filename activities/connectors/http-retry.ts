import { setTimeout as delay } from 'node:timers/promises';

export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
}

export const BACKOFF: Backoff = { firstMs: 500, mostMs: 30_000 };

/**
 * How long to wait after the given failure in a row (from 1): doubling, capped, and spread by half to each side so
 * that several callers do not come back together.
 * @param random from 0 to below 1
 */
export function backoffMs(failures: number, backoff: Backoff = BACKOFF, random = Math.random()): number {
  const middle = Math.min(backoff.mostMs, backoff.firstMs * 2 ** (failures - 1));
  return middle * (0.5 + random);
}

/**
 * Milliseconds a server asks to wait for by `Retry-After`, in seconds or as a date. A date is read against the
 * server's own clock, where it tells it.
 * @returns undefined where the header is absent or says nothing
 */
export function retryAfterMs(headers: Headers, now = Date.now()): number | undefined {
  const given = headers.get('retry-after')?.trim();
  if (given === undefined || given === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(given)) return Number(given) * 1000;
  const until = Date.parse(given);
  if (Number.isNaN(until)) return undefined;
  const serverNow = Date.parse(headers.get('date') ?? '');
  return Math.max(0, until - (Number.isNaN(serverNow) ? now : serverNow));
}

/** @throws the signal's reason when it aborts first */
export async function wait(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
