import { isDemoWanted } from './demo-api/launch.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A list has 500 pages at most; the second shows the movies of the demo for which the first has no room. */
const WHOLE_DEMO = { categories: ['popular', 'top_rated'], pagesPerCategory: 500 } as const;

/** At most 6 pages and 120 movies of the real API: half a minute at its 4 requests a second. */
const A_TASTE = { categories: ['popular', 'top_rated'], pagesPerCategory: 3 } as const;

/** The params of the quickstart's run: all of the demo, which is local, or a little of what somebody else serves. */
export const quickstartParams = (environment: Environment): Readonly<Record<string, unknown>> =>
  isDemoWanted(environment) ? WHOLE_DEMO : A_TASTE;
