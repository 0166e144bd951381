import { DAY_MS, dayOf } from './days.ts';

const HOUR_MS = 3_600_000;

/** `base`: the source as it is; `now`: moves with the real clock; otherwise an ISO-8601 date or date-time (UTC). */
export type DemoDate = 'base' | 'now' | (string & {});

/** @throws Error that says what was given and what is allowed */
export function parseDemoDate(text: string): DemoDate {
  if (text === 'base' || text === 'now') return text;
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(Date.parse(text))) {
    throw new Error(
      `the demo date is '${text}': allowed is base, now, or an ISO-8601 date such as 2026-06-01T04:00:00Z`,
    );
  }
  return text;
}

/**
 * The day the demo API lives in. Data stands still while a date is set (so that a run sees one state), while the
 * `Date` header goes on from it second by second (so that later answers are never older).
 */
export class DemoClock {
  readonly base: number;
  #setting: DemoDate;
  #setAt = Date.now();

  constructor(baseDate: string, setting: DemoDate) {
    this.base = Date.parse(baseDate);
    this.#setting = parseDemoDate(setting);
  }

  get setting(): DemoDate {
    return this.#setting;
  }

  set(setting: DemoDate): void {
    this.#setting = parseDemoDate(setting);
    this.#setAt = Date.now();
  }

  /** The moment the data shows, in ms. With `now` it moves in whole hours from the base date, so that lists keep their order while they are read. */
  moment(): number {
    if (this.#setting === 'base') return this.base;
    if (this.#setting !== 'now') return Date.parse(this.#setting);
    return this.base + Math.floor((Date.now() - this.base) / HOUR_MS) * HOUR_MS;
  }

  /** Days between the base date and the moment shown. */
  days(): number {
    return (this.moment() - this.base) / DAY_MS;
  }

  /** The day shown, `days` later or earlier, as YYYY-MM-DD. */
  day(offset = 0): string {
    return dayOf(this.moment() + offset * DAY_MS);
  }

  /** For the `Date` header: the real clock, unless a date is set. */
  header(): string {
    const isSet = this.#setting !== 'base' && this.#setting !== 'now';
    return new Date(isSet ? this.moment() + Date.now() - this.#setAt : Date.now()).toUTCString();
  }
}
