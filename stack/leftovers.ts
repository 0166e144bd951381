import { endProcess } from './processes/launched-process.ts';
import type { StackState } from './state-file.ts';

/** Longer than the slowest service's own grace. */
const GRACE_SECONDS = 30;

/** Ends what a supervisor that was killed left behind; numbers that other processes got since are not touched. */
export async function endLeftovers(state: StackState): Promise<void> {
  await Promise.all(
    Object.values(state.services).map(({ pid, startTime }) => endProcess({ pid, startTime }, GRACE_SECONDS)),
  );
}
