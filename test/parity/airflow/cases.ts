import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The folder of recorded answers; see its own README for the formats. */
const folder = resolve(
  process.env['TRADEWIND_SHARED'] ?? join(__dirname, '../../../../shared'),
  'parity/airflow',
);

/**
 * Registers tests over one file of recorded answers. Where the folder is missing they are skipped by name, except in
 * CI, where a missing folder is a failure.
 */
export function describeRecorded<C>(file: string, tests: (cases: readonly C[]) => void): void {
  const path = join(folder, file);
  if (existsSync(path)) {
    const { cases } = JSON.parse(readFileSync(path, 'utf8')) as { cases: C[] };
    describe(`Airflow's recorded ${file}`, () => tests(cases));
  } else if (process.env['CI'] === 'true') {
    it(`finds ${file}`, () => {
      throw new Error(`${path} does not exist. Set TRADEWIND_SHARED to the folder that contains parity/.`);
    });
  } else {
    it.skip(`Airflow's recorded ${file}: not found, set TRADEWIND_SHARED to the folder that contains parity/`, () =>
      undefined);
  }
}

/** Compares all cases at once: the difference shows every case that deviates, and nothing else. */
export function expectAll<C>(
  cases: readonly C[],
  answer: (one: C) => unknown,
  recorded: (one: C) => unknown,
): void {
  const deviations = cases
    .map((one) => ({ case: one, ours: answer(one), recorded: recorded(one) }))
    .filter(({ ours, recorded: theirs }) => JSON.stringify(ours) !== JSON.stringify(theirs));
  expect(deviations).toEqual([]);
  expect(cases.length).toBeGreaterThan(0);
}
