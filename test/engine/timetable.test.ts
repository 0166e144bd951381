import {
  intervalSecondsAround,
  isOnGrid,
  nextNominalTime,
  previousNominalTime,
} from '../../engine/timetable.ts';

const FOUR_HOURLY = { cron: '0 */4 * * *', timezone: 'UTC' };
const NEW_YORK_NIGHTLY = { cron: '0 5 * * *', timezone: 'America/New_York' };
const at = (text: string): Date => new Date(text);

describe('a cron schedule', () => {
  it.each([
    ['between two times', '2026-01-01T05:00:00Z', '2026-01-01T08:00:00Z', '2026-01-01T04:00:00Z'],
    ['on one: the others', '2026-01-01T04:00:00Z', '2026-01-01T08:00:00Z', '2026-01-01T00:00:00Z'],
    ['a millisecond before one', '2026-01-01T03:59:59.999Z', '2026-01-01T04:00:00Z', '2026-01-01T00:00:00Z'],
    ['a millisecond after one', '2026-01-01T04:00:00.001Z', '2026-01-01T08:00:00Z', '2026-01-01T04:00:00Z'],
    ['over the end of a year', '2025-12-31T21:00:00Z', '2026-01-01T00:00:00Z', '2025-12-31T20:00:00Z'],
  ])('%s', (_, moment, next, previous) => {
    expect(nextNominalTime(FOUR_HOURLY, at(moment))).toEqual(at(next));
    expect(previousNominalTime(FOUR_HOURLY, at(moment))).toEqual(at(previous));
  });

  it.each([
    ['2026-01-01T04:00:00Z', true],
    ['2026-01-01T04:00:00.001Z', false],
    ['2026-01-01T04:01:00Z', false],
  ])('%s is on the grid: %s', (moment, expected) => {
    expect(isOnGrid(FOUR_HOURLY, at(moment))).toBe(expected);
  });

  it.each([
    ['four-hourly', FOUR_HOURLY, '2026-01-01T05:00:00Z', 4 * 3600],
    ['four-hourly, on the grid', FOUR_HOURLY, '2026-01-01T04:00:00Z', 4 * 3600],
    ['a day that lost an hour', NEW_YORK_NIGHTLY, '2026-03-08T06:00:00Z', 23 * 3600],
    ['a day that gained one', NEW_YORK_NIGHTLY, '2026-11-01T06:00:00Z', 25 * 3600],
    [
      'a leap year between two leap days',
      { cron: '0 0 29 2 *', timezone: 'UTC' },
      '2025-01-01T00:00:00Z',
      1461 * 86_400,
    ],
  ])('its interval: %s', (_, schedule, moment, seconds) => {
    expect(intervalSecondsAround(schedule, at(moment))).toBe(seconds);
  });

  it('that never fires has no interval', () => {
    const never = { cron: '0 0 30 2 *', timezone: 'UTC' };
    expect(() => intervalSecondsAround(never, at('2026-01-01T00:00:00Z'))).toThrow(
      "Cron '0 0 30 2 *' has no interval",
    );
  });
});
