import type { Client } from '@temporalio/client';
import type { DagRegistry, RegisteredDag } from '../activities/runtime/dag-registry.ts';
import { deploySchedule, type ScheduleChange } from '../workers/schedules.ts';
import { missingSearchAttributes, registerSearchAttributes } from '../workers/search-attributes.ts';

export interface Deployment {
  /** Search attributes that were registered now, or would be. */
  readonly searchAttributes: readonly string[];
  readonly changes: readonly ScheduleChange[];
  /** DAGs without a schedule: there is nothing to deploy of them. */
  readonly unscheduled: readonly string[];
}

/** Marks DAGs that are there to be read and to be started by hand. */
const EXAMPLE_TAG = 'example';

/** What is deployed when no DAG is named: all but the examples, whose schedules nobody wants unasked. */
export function deployedUnnamed(registry: DagRegistry): RegisteredDag[] {
  return registry.all().filter(({ spec }) => !spec.tags.includes(EXAMPLE_TAG));
}

/** Makes Temporal what the DAG files say: search attributes and schedules. Harmless to repeat. */
export async function deployDags(
  client: Client,
  dags: readonly RegisteredDag[],
  options: { readonly dryRun?: boolean } = {},
): Promise<Deployment> {
  const register = options.dryRun === true ? missingSearchAttributes : registerSearchAttributes;
  const searchAttributes = await register(client);
  const changes: ScheduleChange[] = [];
  for (const { spec } of dags) {
    if (spec.schedule !== undefined) changes.push(await deploySchedule(client, spec, options));
  }
  const unscheduled = dags.filter(({ spec }) => spec.schedule === undefined).map(({ spec }) => spec.dagId);
  return { searchAttributes, changes, unscheduled };
}
