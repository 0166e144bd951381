import { RUN_TYPES, type RunType } from '../../engine/run-id.ts';

/** The public first argument of a run; everything in it is optional. */
export interface RunInput {
  readonly logicalDate?: string;
  readonly runType?: RunType;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly note?: string;
}

/** Bad input of a run: every problem at once, before anything is written. */
export class RunInputError extends Error {
  override readonly name = 'RunInputError';
  readonly type = 'BAD_RUN_INPUT';
  readonly nonRetryable = true;
  constructor(dagId: string, problems: readonly string[]) {
    super(
      `BAD_RUN_INPUT: the input of DAG '${dagId}' cannot be used:\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
  }
}

/** Beyond it there is no next run, and some calendars end. */
const LAST_YEAR = 9000;

/** Full dates and times only: `2026-01-01` would leave the hour to guessing. */
const ISO_MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** `2026-02-30` is no day, though JavaScript reads it as the 2nd of March. */
function isMoment(value: string): boolean {
  const [day = ''] = value.split('T');
  if (!ISO_MOMENT.test(value) || Number.isNaN(Date.parse(value))) return false;
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) && Number(day.slice(0, 4)) < LAST_YEAR;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with one key of the input; undefined: nothing. */
const CHECKS: Readonly<Record<keyof RunInput, (value: unknown) => string | undefined>> = {
  logicalDate: (value) =>
    typeof value === 'string' && isMoment(value)
      ? undefined
      : 'allowed is an ISO 8601 moment with its zone, e.g. "2026-01-01T04:00:00Z"',
  runType: (value) =>
    (RUN_TYPES as readonly unknown[]).includes(value)
      ? undefined
      : `allowed is one of ${RUN_TYPES.join(', ')}`,
  params: (value) => (isRecord(value) ? undefined : 'allowed is an object of parameter names and values'),
  note: (value) =>
    typeof value === 'string' && value.length <= 1000
      ? undefined
      : 'allowed is a text of at most 1000 characters',
};

/**
 * Reads a run's input, which anyone may have typed into a form.
 * @throws RunInputError that names every unknown key and every bad value
 */
export function readRunInput(dagId: string, input: unknown): RunInput {
  if (input === undefined || input === null) return {};
  if (!isRecord(input)) {
    throw new RunInputError(dagId, [
      `given is ${JSON.stringify(input)}, allowed is an object, e.g. {"params": {}}`,
    ]);
  }
  const problems = Object.entries(input).flatMap(([key, value]) => {
    const check = Object.hasOwn(CHECKS, key) ? CHECKS[key as keyof RunInput] : undefined;
    if (check === undefined) return [`unknown key '${key}', allowed are ${Object.keys(CHECKS).join(', ')}`];
    const problem = check(value);
    return problem === undefined ? [] : [`'${key}' is ${JSON.stringify(value)}: ${problem}`];
  });
  if (problems.length > 0) throw new RunInputError(dagId, problems);
  return input;
}
