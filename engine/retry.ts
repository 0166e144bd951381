import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { LIMITS } from './limits.ts';
import { pythonIsoFormat } from './run-id.ts';

/** The try that has just failed, and what its task says about retries. */
export interface FailedTry {
  readonly dagId: string;
  readonly taskId: string;
  /** ISO 8601; absent for a run without one. */
  readonly logicalDate?: string;
  /** From 1. */
  readonly tryNumber: number;
  readonly retryDelaySeconds: number;
  readonly retryExponentialBackoff: number;
  readonly maxRetryDelaySeconds?: number;
}

/**
 * Seconds from the end of a failed try to the next, as Airflow computes them: without backoff the delay; with it
 * `base = ceil(delay × multiplier^(try − 1))` plus a jitter in [0, base) that only depends on the try's identity, so
 * that a replay decides the same. The caps hold with backoff only.
 */
export function retryDelaySeconds(failed: FailedTry): number {
  const { retryExponentialBackoff: multiplier, retryDelaySeconds: delay } = failed;
  if (multiplier === 0 || multiplier === 1) return delay;
  const base = Math.max(1, Math.ceil(delay * multiplier ** (failed.tryNumber - 1)));
  const capped = Math.min(
    LIMITS.backoffDelaySeconds,
    failed.maxRetryDelaySeconds ?? LIMITS.backoffDelaySeconds,
  );
  // A base above the cap decides already; it may also be too large for a whole number.
  if (base >= capped) return capped;
  return Math.min(base + jitter(failed, base), capped);
}

/** The SHA-1 of the try's identity, read as one number, modulo the base. */
function jitter({ dagId, taskId, logicalDate, tryNumber }: FailedTry, base: number): number {
  const date = logicalDate === undefined ? 'None' : pythonIsoFormat(logicalDate).replace('T', ' ');
  const digest = sha1(utf8ToBytes(`${dagId}#${taskId}#${date}#${tryNumber}`));
  return Number(BigInt(`0x${bytesToHex(digest)}`) % BigInt(base));
}
