import { retryDelaySeconds } from '../../../engine/retry.ts';
import { describeRecorded, expectAll } from './cases.ts';

interface RetryCase {
  readonly dag_id: string;
  readonly task_id: string;
  readonly logical_date: string | null;
  readonly try_number: number;
  readonly retry_delay_s: number;
  readonly retry_exponential_backoff: number;
  readonly max_retry_delay_s: number | null;
  readonly delay_s: number;
}

describeRecorded<RetryCase>('retries.json', (cases) => {
  it('gives every failed try the delay that Airflow gave it', () => {
    expectAll(
      cases,
      (one) =>
        retryDelaySeconds({
          dagId: one.dag_id,
          taskId: one.task_id,
          ...(one.logical_date === null ? {} : { logicalDate: one.logical_date }),
          tryNumber: one.try_number,
          retryDelaySeconds: one.retry_delay_s,
          retryExponentialBackoff: one.retry_exponential_backoff,
          ...(one.max_retry_delay_s === null ? {} : { maxRetryDelaySeconds: one.max_retry_delay_s }),
        }),
      (one) => one.delay_s,
    );
  });
});
