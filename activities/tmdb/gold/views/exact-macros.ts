/**
 * Sums of floating-point numbers depend on their order, and a parallel scan has none: the same run done twice would
 * differ in the last digits. So values are summed as decimals with ten places, which is exact for everything the API
 * delivers. What is no finite number, or has more than 18 digits before the point, counts as unknown. Sums of integers
 * are decimals without places: one absurd value, as large as a BIGINT can be, must not end the run.
 */
export const EXACT_MACROS = `
CREATE OR REPLACE TEMP MACRO exact(x) AS TRY_CAST(x AS DECIMAL(28, 10));
CREATE OR REPLACE TEMP MACRO exact_sum(x) AS CAST(sum(x) AS DECIMAL(38, 0));
CREATE OR REPLACE TEMP MACRO exact_avg(x) AS
  CAST(sum(TRY_CAST(x AS DECIMAL(28, 10))) AS DOUBLE) / count(TRY_CAST(x AS DECIMAL(28, 10)));
`;
