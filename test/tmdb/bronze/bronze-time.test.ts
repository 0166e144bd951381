import { assertCanStillBeFetched, assertNotInFuture } from '../../../activities/tmdb/bronze/bronze-time.ts';
import { RUN } from './bronze-world.ts';

const { scheduleIntervalSeconds: _, ...UNSCHEDULED } = RUN;

it.each([
  ['at the logical date', RUN, '2026-03-01T04:00:00Z'],
  ['before it', RUN, '2026-02-28T00:00:00Z'],
  ['exactly one interval after it', RUN, '2026-03-01T08:00:00Z'],
  ['long after it, for a DAG without a schedule', UNSCHEDULED, '2027-01-01T00:00:00Z'],
])('a logical date can be fetched %s', (_name, run, now) => {
  expect(() => assertCanStillBeFetched(run, new Date(now))).not.toThrow();
});

it('a logical date cannot be fetched more than one interval after it', () => {
  expect(() => assertCanStillBeFetched(RUN, new Date('2026-03-01T10:30:00Z'))).toThrow(
    /2026-03-01T04:00:00.000Z lies 6.5 h before the API's time .*one interval of the schedule \(4 h\).*refetch/,
  );
});

it.each([
  ['exactly one interval before it', RUN, '2026-03-01T00:00:00Z'],
  ['after it', RUN, '2027-01-01T00:00:00Z'],
  ['one hour before it, for a DAG without a schedule', UNSCHEDULED, '2026-03-01T03:00:00Z'],
])('a logical date is accepted %s', (_name, run, now) => {
  expect(() => assertNotInFuture(run, new Date(now))).not.toThrow();
});

it.each([
  [
    'one interval',
    RUN,
    '2026-02-28T22:00:00Z',
    /lies 6 h after .* at most 4 h \(one interval .*up to 2026-03-01T02/,
  ],
  [
    'one hour',
    UNSCHEDULED,
    '2026-03-01T02:30:00Z',
    /lies 1.5 h after .* at most 1 h \(no schedule\).*T03:30/,
  ],
])('a logical date more than %s ahead is refused for good', (_name, run, now, message) => {
  const check = (): void => assertNotInFuture(run, new Date(now));
  expect(check).toThrow(message);
  expect(check).toThrow(expect.objectContaining({ type: 'BronzeFutureDate', nonRetryable: true }));
});
