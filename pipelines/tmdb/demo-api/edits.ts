import { DAY_MS, dayOf } from './days.ts';
import { fraction } from './hash.ts';

/** About one movie in a hundred is edited on a day. */
const SHARE_A_DAY = 0.01;

/** Whether the demo's imaginary editors touched a movie on a day (YYYY-MM-DD). Nothing is edited before the base date. */
export const isEditedOn = (id: string, day: string): boolean => fraction(id, 'edit', day) < SHARE_A_DAY;

/** The days from `from` to `to` (both included), newest first; those on or before the base day have no edits. */
export function editDays(id: string, base: number, from: string, to: string): string[] {
  const days: string[] = [];
  const first = Math.max(Date.parse(from), Date.parse(dayOf(base)) + DAY_MS);
  for (let day = Date.parse(to); day >= first; day -= DAY_MS) {
    if (isEditedOn(id, dayOf(day))) days.push(dayOf(day));
  }
  return days;
}

/** The day of the last edit before or on `today`; undefined where the movie is still as in the source. */
export function lastEdit(id: string, base: number, today: string): string | undefined {
  const first = Date.parse(dayOf(base)) + DAY_MS;
  for (let day = Date.parse(today); day >= first; day -= DAY_MS) {
    if (isEditedOn(id, dayOf(day))) return dayOf(day);
  }
  return undefined;
}

/** What an edit writes into the tagline: visible, and labelled. */
export const editedTagline = (day: string): string => `(Synthetic edit of ${day})`;
