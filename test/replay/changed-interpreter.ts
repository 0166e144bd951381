import { sleep } from '@temporalio/workflow';
import dagRun from '../../workflows/dag-run.ts';

/** The interpreter with one deliberate change: it waits before it begins, which no recorded run did. */
export default async function changed(...args: Parameters<typeof dagRun>): Promise<unknown> {
  await sleep(1000);
  return dagRun(...args);
}
