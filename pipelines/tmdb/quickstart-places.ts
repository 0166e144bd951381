import { join } from 'node:path';
import type { StackState } from '../../stack/state-file.ts';

/** Where to look at what a run made. @param stack of a stack that stays up; absent: it has been stopped */
export function placesOf(home: string, workflowId: string, stack: StackState | undefined): string {
  if (stack === undefined) {
    return [
      'Where to look',
      `  data and logs of the stopped stack: ${home} (logs in ${join(home, 'logs')})`,
      '  scripts/quickstart --keep leaves the stack up; npx tradewind up --detach starts it again',
    ].join('\n');
  }
  const { services, elsewhere } = stack;
  const addressOf = (name: string): string => services[name]?.address ?? elsewhere[name]?.address ?? '(none)';
  const database =
    services['mongo']?.environment['MONGODB_DATABASE'] ?? process.env['MONGODB_DATABASE'] ?? 'moviedb';
  const ui = services['temporal']?.ui;
  const logs = Object.entries(services).map(([name, { logFile }]) => `  log of ${name}: ${logFile}`);
  return [
    'Where to look',
    ...(ui === undefined
      ? []
      : [
          `  the run in Temporal's Web UI: ${ui}/namespaces/default/workflows/${encodeURIComponent(workflowId)}`,
        ]),
    `  S3: ${addressOf('s3')} (buckets bronze-data, silver-data, gold-data)`,
    `  MongoDB: ${addressOf('mongo')} (database ${database}, collection batch_views)`,
    ...logs,
    '  credentials and versions: npx tradewind status -o json',
    '  stop the stack: npx tradewind down',
  ].join('\n');
}
