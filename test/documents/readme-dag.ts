import { Dag } from '../../engine/dag.ts';

export const dag = new Dag('daily_report', {
  schedule: '@daily',
  defaultArgs: { retries: 2, retryDelay: 60, retryExponentialBackoff: true },
});

const extract = dag.task(async function extract() {
  return [
    { region: 'EU', amount: 12 },
    { region: 'US', amount: 30 },
  ];
});
const total = dag.task(async function total({ rows }: { rows: { amount: number }[] }) {
  return rows.reduce((sum, { amount }) => sum + amount, 0);
});
const report = dag.task(async function report({ sum }: { sum: number }) {
  return `Sold today: ${sum}`;
});

report({ sum: total({ rows: extract() }) });
