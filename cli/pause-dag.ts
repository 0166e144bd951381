import type { Client } from '@temporalio/client';
import { UPDATES } from '../engine/names.ts';
import { readDag } from './dag-catalog.ts';
import { tellOpenRuns, type RunsTold } from './open-runs.ts';
import { describeSchedule } from './schedule-states.ts';

/**
 * Pauses a DAG or ends its pause: first the schedule, so that no run slips in, then the open runs.
 * @param note kept with the schedule; absent: who did it
 * @throws CommandFailed for a DAG that has neither a schedule nor a file
 */
export async function pauseDag(
  client: Client,
  dagId: string,
  verb: 'pause' | 'unpause',
  note = `${verb}d by tradewind dags ${verb}`,
): Promise<RunsTold & { readonly schedule: 'paused' | 'active' | 'not deployed' }> {
  const deployed = (await describeSchedule(client, dagId)) !== undefined;
  if (deployed) await client.schedule.getHandle(dagId)[verb](note);
  else await readDag(dagId);
  const told = await tellOpenRuns(client, dagId, verb === 'pause' ? UPDATES.pause : UPDATES.resume);
  return { ...told, schedule: !deployed ? 'not deployed' : verb === 'pause' ? 'paused' : 'active' };
}
