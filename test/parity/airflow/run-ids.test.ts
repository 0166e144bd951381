import { generateRunId, runIdProblem, runTypeFromId, type RunIdType } from '../../../engine/run-id.ts';
import { describeRecorded, expectAll } from './cases.ts';

interface RunIdCase {
  readonly by: string;
  readonly type: RunIdType;
  readonly run_after: string;
  readonly run_id: string;
  readonly run_id_pattern?: string;
  readonly partition_key?: string;
  readonly accepted?: boolean;
  readonly error?: object;
}

describeRecorded<RunIdCase>('run-ids.json', (cases) => {
  // Partitioned timetables are not supported: their ids carry the partition.
  const generated = cases.filter(
    ({ by, partition_key }) => by.endsWith('.generate_run_id') && partition_key === undefined,
  );

  it('spells ids as Airflow does', () => {
    expectAll(
      generated.filter((one) => one.run_id_pattern === undefined),
      (one) => generateRunId(one.type, one.run_after),
      (one) => one.run_id,
    );
  });

  it('appends a suffix where a run has no logical date', () => {
    expectAll(
      generated.filter((one) => one.run_id_pattern !== undefined),
      (one) => new RegExp(one.run_id_pattern!).test(generateRunId(one.type, one.run_after, 'aB3dE6gH')),
      () => true,
    );
  });

  it('reads the type from an id', () => {
    expectAll(
      cases.filter(({ by }) => by === 'DagRunType.from_run_id'),
      (one) => runTypeFromId(one.run_id),
      (one) => one.type,
    );
  });

  it('refuses the ids that Airflow refuses', () => {
    expectAll(
      cases.filter(({ by }) => by === 'DagRun.validate_run_id'),
      (one) => runIdProblem(one.run_id) === undefined,
      (one) => one.accepted ?? one.error === undefined,
    );
  });
});
