import { dataFileName, nextFileNumber, ownerOfFile, runSlug } from '../../activities/lake/data-file.ts';
import { logicalDatePartition, partitionKey } from '../../activities/lake/partition-key.ts';

test.each([
  [{ year: 2026, month: 1 }, 'year=2026/month=01/'],
  [{ year: 895, month: 12, day: 3, hour: 4 }, 'year=0895/month=12/day=03/hour=04/'],
  [{ year: null, month: undefined }, 'year=__HIVE_DEFAULT_PARTITION__/month=__HIVE_DEFAULT_PARTITION__/'],
  [{ genre: 'Science Fiction' }, 'genre=Science%20Fiction/'],
  [{ genre: "a/b=c%*'🎬" }, 'genre=a%2Fb%3Dc%25%2A%27%F0%9F%8E%AC/'],
])('partition %j is filed under %s', (values, key) => {
  expect(partitionKey(values)).toBe(key);
});

test('the partition of a logical date is in UTC', () => {
  expect(logicalDatePartition('2026-01-01T01:30:00+02:00', ['year', 'month', 'day', 'hour'])).toEqual({
    year: '2025',
    month: '12',
    day: '31',
    hour: '23',
  });
});

test('no logical date, no partition', () => {
  expect(() => logicalDatePartition('soon', ['year'])).toThrow("logicalDate is 'soon'");
});

test('a file name tells run, try and number', () => {
  const key = `movies/year=2026/${dataFileName({ runId: 'manual__2026-01-01T04:00:00+00:00', tryNumber: 2 }, 7)}`;
  expect(key).toMatch(/\/[A-Za-z0-9._~-]+$/);
  expect(ownerOfFile(key)).toEqual({
    slug: runSlug('manual__2026-01-01T04:00:00+00:00'),
    tryNumber: 2,
    number: 7,
  });
});

test('no two run ids share a slug', () => {
  expect(runSlug('a~3ab')).not.toBe(runSlug('a:b'));
});

const file = (key: string) => ({ key, rows: 1, bytes: 1, sha256: '', schemaVersion: 1 });

test('numbers of a try go on where its committed files end', () => {
  const owner = { runId: 'r', tryNumber: 1 };
  expect(nextFileNumber(owner, [file('a/r-try1-3.parquet'), file('a/r-try2-9.parquet')])).toBe(4);
  expect(nextFileNumber(owner, [])).toBe(0);
});
