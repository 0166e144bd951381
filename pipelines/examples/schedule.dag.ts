import { Dag, getContext } from '../../index.ts';

async function open_shop(): Promise<string> {
  const { logicalDate, runType } = getContext();
  return `${runType} run for ${logicalDate}`;
}

/**
 * Half past seven on working days by the clock on the wall in Zurich, in summer as in winter. A DAG tagged `example` is
 * scheduled only when it is named: `tradewind dags deploy example_schedule`.
 */
export const dag = new Dag('example_schedule', {
  tags: ['example'],
  schedule: '30 7 * * 1-5',
  timezone: 'Europe/Zurich',
});

dag.task(open_shop)();
