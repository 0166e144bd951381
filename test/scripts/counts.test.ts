import { addCounts, formatCounts, jestCounts, NOTHING } from '../../scripts/lib/counts.ts';

const report = {
  numPassedTests: 5,
  numFailedTests: 1,
  numPendingTests: 2,
  numTodoTests: 1,
  numRuntimeErrorTestSuites: 1,
};

describe('the counts of scripts/test', () => {
  it('take a file that could not be run as a failure', () => {
    expect(jestCounts(JSON.stringify(report))).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });

  it.each([
    [{ passed: 3, failed: 0, skipped: 0 }, '3 passed, 0 failed'],
    [{ passed: 3, failed: 1, skipped: 2 }, '3 passed, 1 failed, 2 skipped'],
  ])('read %j', (counts, line) => {
    expect(formatCounts(addCounts(NOTHING, counts))).toBe(line);
  });
});
