import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackError } from '../stack-error.ts';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';

const POLL_MILLISECONDS = 100;
/** Longer than the slowest install (a download on a slow line). */
const WAIT_SECONDS = 600;

export interface LockOptions {
  readonly waitSeconds?: number;
  readonly signal?: AbortSignal;
}

/**
 * Runs `work` while no other process holds the lock. A lock whose holder died is taken over.
 * @throws StackError `stack_busy` that names the holder when it does not let go in time
 */
export async function withFileLock<T>(
  path: string,
  work: () => Promise<T>,
  options: LockOptions = {},
): Promise<T> {
  await acquire(path, options);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function acquire(path: string, { waitSeconds = WAIT_SECONDS, signal }: LockOptions): Promise<void> {
  const me = identify(process.pid);
  if (me === undefined) throw new Error(`process ${process.pid} cannot read its own start time`);
  await mkdir(dirname(path), { recursive: true });
  const mine = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(mine, JSON.stringify(me));
  const giveUpAt = Date.now() + waitSeconds * 1000;
  try {
    for (;;) {
      signal?.throwIfAborted();
      if (await linked(mine, path)) return;
      const holder = await holderOf(path);
      if (holder === 'gone') continue;
      if (holder === 'dead') await breakLock(path, mine);
      else if (Date.now() > giveUpAt) {
        throw new StackError(
          'stack_busy',
          `process ${holder.pid} has held ${path} for more than ${waitSeconds} s: wait for it, or end it`,
        );
      } else await sleep(POLL_MILLISECONDS, undefined, signal === undefined ? {} : { signal });
    }
  } finally {
    await rm(mine, { force: true });
  }
}

/** A hard link is made whole or not at all, with its content already inside. */
async function linked(mine: string, path: string): Promise<boolean> {
  try {
    await link(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function holderOf(path: string): Promise<ProcessIdentity | 'gone' | 'dead'> {
  try {
    const holder = JSON.parse(await readFile(path, 'utf8')) as ProcessIdentity;
    return isAlive(holder) ? holder : 'dead';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : 'dead';
  }
}

/** Moves a dead holder's lock aside; if a new holder slipped in between, its lock is put back. */
async function breakLock(path: string, mine: string): Promise<void> {
  const aside = `${mine}.broken`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if (typeof (await holderOf(aside)) !== 'string') await linked(aside, path);
  await rm(aside, { force: true });
}
