import { Cron } from 'croner';
import type { ScheduleSpec } from './spec.ts';

const parsed = (schedule: ScheduleSpec): Cron =>
  new Cron(schedule.cron, { timezone: schedule.timezone, mode: '5-part', paused: true });

/** The first nominal time after a moment; undefined when the cron never fires again. */
export function nextNominalTime(schedule: ScheduleSpec, after: Date): Date | undefined {
  return parsed(schedule).nextRun(after) ?? undefined;
}

/** The last nominal time before a moment; undefined when there was none. */
export function previousNominalTime(schedule: ScheduleSpec, before: Date): Date | undefined {
  return parsed(schedule).previousRuns(1, before)[0];
}

/** Whether a moment is exactly one of the schedule's nominal times. */
export function isOnGrid(schedule: ScheduleSpec, moment: Date): boolean {
  return nextNominalTime(schedule, new Date(moment.getTime() - 1))?.getTime() === moment.getTime();
}

/**
 * Seconds between the two nominal times that enclose a moment; for one on the grid, from it to the next.
 * @throws RangeError when the cron does not fire twice around the moment
 */
export function intervalSecondsAround(schedule: ScheduleSpec, moment: Date): number {
  const after = nextNominalTime(schedule, moment);
  const before = isOnGrid(schedule, moment) ? moment : previousNominalTime(schedule, moment);
  if (after === undefined || before === undefined) {
    throw new RangeError(
      `Cron '${schedule.cron}' has no interval around ${moment.toISOString()}. Choose one that fires again and again.`,
    );
  }
  return (after.getTime() - before.getTime()) / 1000;
}
