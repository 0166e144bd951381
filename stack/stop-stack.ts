import { setTimeout as sleep } from 'node:timers/promises';
import { endLeftovers } from './leftovers.ts';
import { isAlive, type ProcessIdentity } from './processes/process-identity.ts';
import { readState, removeState, supervisorOf } from './state-file.ts';

/** The worker's grace and then the servers', with room; after it the supervisor itself is ended. */
const SUPERVISOR_SECONDS = 60;
const POLL_MILLISECONDS = 100;

/**
 * Stops the stack of a home, also one whose supervisor was killed.
 * @returns what was stopped; `nothing` when no stack was up
 */
export async function stopStack(home: string): Promise<'stopped' | 'leftovers' | 'nothing'> {
  const state = readState(home);
  if (state === undefined) return 'nothing';
  const supervisor = supervisorOf(state);
  const lived = isAlive(supervisor);
  if (lived) {
    process.kill(supervisor.pid, 'SIGTERM');
    if (!(await hasEnded(supervisor, SUPERVISOR_SECONDS))) process.kill(supervisor.pid, 'SIGKILL');
  }
  const left = readState(home);
  if (left !== undefined) {
    await endLeftovers(left);
    removeState(home);
  }
  return lived ? 'stopped' : 'leftovers';
}

/** @returns whether the process ended in time */
export async function hasEnded(identity: ProcessIdentity, seconds: number): Promise<boolean> {
  const giveUpAt = Date.now() + seconds * 1000;
  while (isAlive(identity)) {
    if (Date.now() > giveUpAt) return false;
    await sleep(POLL_MILLISECONDS);
  }
  return true;
}
