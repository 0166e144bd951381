/**
 * Sums of floating-point numbers depend on their order, and a parallel scan has none: the same run done twice would
 * differ in the last digits. So values are summed as decimals with ten places, which is exact for everything the API
 * delivers. What is no finite number counts as unknown.
 */
export const EXACT_MACROS = `
CREATE OR REPLACE TEMP MACRO exact(x) AS TRY_CAST(x AS DECIMAL(28, 10));
CREATE OR REPLACE TEMP MACRO exact_avg(x) AS
  CAST(sum(TRY_CAST(x AS DECIMAL(28, 10))) AS DOUBLE) / count(TRY_CAST(x AS DECIMAL(28, 10)));
`;
