import type { DemoClock } from './clock.ts';
import { DAY_MS, dayOf, isCalendarDay } from './days.ts';
import type { DemoState } from './demo-state.ts';
import type { Query } from './discover.ts';
import { editDays, editedTagline } from './edits.ts';
import { TmdbError } from './errors.ts';
import { CHANGES_PAGE_SIZE, pageText, readPage } from './paging.ts';

const LONGEST_RANGE_DAYS = 14;

export interface DayRange {
  readonly from: string;
  readonly to: string;
}

function day(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (!isCalendarDay(text)) throw new TmdbError(23);
  return text;
}

/**
 * The days a changes request asks for: by default the last 24 hours, at most 14 days.
 * @throws TmdbError 23 for a date that is not YYYY-MM-DD, 20 for a range that is too long or runs backwards
 */
export function readDayRange(query: Query, clock: DemoClock): DayRange {
  const to = day(query['end_date']) ?? clock.day();
  const from = day(query['start_date']) ?? dayOf(Date.parse(to) - DAY_MS);
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  if (days > LONGEST_RANGE_DAYS || days < 0) throw new TmdbError(20);
  return { from, to };
}

/** What happened up to the day shown; the future has no changes yet. */
const upToToday = (range: DayRange, clock: DemoClock): DayRange =>
  range.to > clock.day() ? { from: range.from, to: clock.day() } : range;

/** `/movie/changes`: the ids edited in the range, and those that went away in it with `adult` null, as TMDB has them. */
export function changesText(state: DemoState, query: Query): string {
  const page = readPage(query['page']);
  const { from, to } = upToToday(readDayRange(query, state.clock), state.clock);
  const changed: { id: number; adult: boolean | null }[] = [];
  for (const movie of state.catalogue.movies) {
    const goneSince = state.gone.get(movie.id);
    if (goneSince !== undefined) {
      if (goneSince >= from && goneSince <= to) changed.push({ id: Number(movie.id), adult: null });
    } else if (editDays(movie.id, state.clock.base, from, to).length > 0) {
      changed.push({ id: Number(movie.id), adult: false });
    }
  }
  return pageText(changed, page, (change) => JSON.stringify(change), { size: CHANGES_PAGE_SIZE });
}

/** `/movie/{id}/changes`: the demo's only kind of edit, one item a day, newest first. */
export function movieChangesText(id: string, clock: DemoClock, query: Query): string {
  const { from, to } = upToToday(readDayRange(query, clock), clock);
  const items = editDays(id, clock.base, from, to).map((edited) => ({
    id: `${edited.replaceAll('-', '')}${id}`.padEnd(24, '0'),
    action: 'updated',
    time: `${edited} 00:00:00 UTC`,
    iso_639_1: 'en',
    iso_3166_1: 'US',
    value: editedTagline(edited),
  }));
  return JSON.stringify({ changes: items.length === 0 ? [] : [{ key: 'tagline', items }] });
}
