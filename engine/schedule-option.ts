import { Cron } from 'croner';
import { show, type Problems } from './problems.ts';
import type { ScheduleSpec } from './spec.ts';
import { didYouMean, listNames } from './suggest.ts';

/** Airflow's presets, spelled out. */
export const SCHEDULE_PRESETS: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@quarterly': '0 0 1 */3 *',
  '@yearly': '0 0 1 1 *',
};

/** Numbers, `*`, lists, ranges, steps and three-letter names: what both Airflow and Temporal understand. */
const FIELD =
  /^(\*|\d+|[A-Za-z]{3})(-(\d+|[A-Za-z]{3}))?(\/\d+)?(,(\*|\d+|[A-Za-z]{3})(-(\d+|[A-Za-z]{3}))?(\/\d+)?)*$/;
const FIELDS = 'minute hour day-of-month month day-of-week';

/** Any moment will do to ask whether a cron ever fires: leap days come round within eight years of it. */
const SOME_MOMENT = '2024-01-01T00:00:00Z';

/** Reads `schedule` and `timezone`; undefined when there is none, or a bad one. */
export function readSchedule(
  problems: Problems,
  schedule: unknown,
  timezone: unknown,
): ScheduleSpec | undefined {
  const zone = readTimezone(problems, timezone);
  if (schedule === undefined || schedule === null) return undefined;
  const cron = readCron(problems, schedule);
  if (cron === undefined || zone === undefined) return undefined;
  return { cron, timezone: zone };
}

function readCron(problems: Problems, schedule: unknown): string | undefined {
  const presets = Object.keys(SCHEDULE_PRESETS);
  if (typeof schedule !== 'string') {
    problems.add(
      'BAD_CRON',
      `the schedule is ${show(schedule)}.`,
      `Give five cron fields or a preset: ${listNames(presets)}.`,
    );
    return undefined;
  }
  if (schedule.startsWith('@')) {
    const cron = SCHEDULE_PRESETS[schedule];
    const hint = didYouMean(schedule, presets);
    if (cron === undefined)
      problems.add('BAD_CRON', `'${schedule}' is no preset.`, `${hint}Presets are ${listNames(presets)}.`);
    return cron;
  }
  const cron = schedule.trim().split(/\s+/).join(' ');
  const fault = cronFault(cron);
  if (fault === undefined) return cron;
  problems.add(
    'BAD_CRON',
    `'${schedule}' is no schedule: ${fault}.`,
    `Give five fields (${FIELDS}), e.g. '0 */4 * * *'.`,
  );
  return undefined;
}

function cronFault(cron: string): string | undefined {
  const fields = cron.split(' ');
  if (fields.length !== 5) return `it has ${fields.length} field(s)`;
  const bad = fields.find((field) => !FIELD.test(field));
  if (bad !== undefined) return `'${bad}' is no field`;
  try {
    const next = new Cron(cron, { timezone: 'UTC', mode: '5-part', paused: true }).nextRun(
      new Date(SOME_MOMENT),
    );
    return next === null ? 'it never fires' : undefined;
  } catch (error) {
    return (error as Error).message.replace(/^CronPattern: /, '').replace(/\.$/, '');
  }
}

function readTimezone(problems: Problems, timezone: unknown): string | undefined {
  if (timezone === undefined) return 'UTC';
  try {
    if (typeof timezone === 'string')
      return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone && timezone;
  } catch {
    // Refused below, like everything else that is no time zone.
  }
  problems.add(
    'BAD_TIMEZONE',
    `${show(timezone)} is no time zone.`,
    `Give an IANA name, e.g. 'Europe/Zurich'.`,
  );
  return undefined;
}
