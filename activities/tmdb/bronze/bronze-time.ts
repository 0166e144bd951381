import { BronzeFutureDate, BronzePastUnavailable } from '../errors.ts';
import type { RunIdentity } from '../run-identity.ts';

const hours = (seconds: number): string => `${Number((seconds / 3600).toFixed(1))} h`;

/** How far a DAG without a schedule may be ahead of the API: its clock and ours need not agree to the minute. */
const LEAD_WITHOUT_SCHEDULE_SECONDS = 3600;

/**
 * What the API says now must not be filed as the state of a time to come, where the run of that time would find it.
 * @param now the API's own time
 * @throws BronzeFutureDate when the logical date lies more than one interval of the schedule after `now`, or one hour
 * without a schedule
 */
export function assertNotInFuture({ logicalDate, scheduleIntervalSeconds }: RunIdentity, now: Date): void {
  const allowed = scheduleIntervalSeconds ?? LEAD_WITHOUT_SCHEDULE_SECONDS;
  const lead = (Date.parse(logicalDate) - now.getTime()) / 1000;
  if (lead <= allowed) return;
  const latest = new Date(now.getTime() + allowed * 1000).toISOString();
  throw new BronzeFutureDate(
    `the logical date ${logicalDate} lies ${hours(lead)} after the API's time (${now.toISOString()}); allowed is at ` +
      `most ${hours(allowed)} (${scheduleIntervalSeconds === undefined ? 'no schedule' : 'one interval of the schedule'}), ` +
      `so up to ${latest}. Run it with a logical date that has come, or wait until then.`,
  );
}

/**
 * The API knows only today, so what it says now must not be filed as the state of a time long past.
 * @param now the API's own time
 * @throws BronzePastUnavailable when the logical date lies more than one interval of the schedule before `now`
 */
export function assertCanStillBeFetched(run: RunIdentity, now: Date): void {
  const { logicalDate, scheduleIntervalSeconds } = run;
  if (scheduleIntervalSeconds === undefined) return;
  const age = (now.getTime() - Date.parse(logicalDate)) / 1000;
  if (age <= scheduleIntervalSeconds) return;
  throw new BronzePastUnavailable(
    `the logical date ${logicalDate} lies ${hours(age)} before the API's time (${now.toISOString()}), more than one ` +
      `interval of the schedule (${hours(scheduleIntervalSeconds)}), and no bronze is committed for it with these ` +
      'params. The API tells only of today, so that past can no longer be fetched. Run it with the params it was ' +
      'first run with, or with the param refetch to file what the API tells today under that date.',
  );
}
