import type { Client, ScheduleDescription } from '@temporalio/client';
import { CommandFailed } from './command-error.ts';

/** Of each schedule in the namespace, by its id (the dag id), whether it is paused. */
export async function scheduleStates(client: Client): Promise<ReadonlyMap<string, 'active' | 'paused'>> {
  const states = new Map<string, 'active' | 'paused'>();
  for await (const { scheduleId, state } of client.schedule.list()) {
    states.set(scheduleId, state.paused ? 'paused' : 'active');
  }
  return states;
}

/** @returns undefined when the DAG has no deployed schedule */
export async function describeSchedule(
  client: Client,
  dagId: string,
): Promise<ScheduleDescription | undefined> {
  try {
    return await client.schedule.getHandle(dagId).describe();
  } catch (error) {
    if (isUnknownSchedule(error)) return undefined;
    throw error;
  }
}

export const isUnknownSchedule = (error: unknown): boolean =>
  (error as Error).name === 'ScheduleNotFoundError';

export const notDeployed = (dagId: string): CommandFailed =>
  new CommandFailed(
    `DAG '${dagId}' has no deployed schedule. Deploy it with \`tradewind dags deploy ${dagId}\`; deployed are those that \`tradewind dags list\` shows as active or paused.`,
  );
