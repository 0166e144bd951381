/** Why a run exists, in Airflow's words. */
export const RUN_TYPES = [
  'manual',
  'scheduled',
  'backfill',
  'asset_triggered',
  'operator_triggered',
] as const;

export type RunType = (typeof RUN_TYPES)[number];

/** Types that a run id may begin with: one more than we start ourselves. */
const ID_TYPES = [...RUN_TYPES, 'asset_materialization'] as const;

export type RunIdType = (typeof ID_TYPES)[number];

const MOMENT = /^(\d{4,}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?(Z|[+-]\d{2}:\d{2})$/;
const ALLOWED = /^[A-Za-z0-9_.~:+-]+$/;

/**
 * A run id as Airflow spells it, e.g. `manual__2026-01-01T04:00:00+00:00`.
 * @param runAfter a moment; as text (ISO 8601 with seconds and zone) its zone and microseconds are kept
 * @param suffix tells runs without a logical date apart: eight letters and digits, as the caller chose them
 * @throws RangeError when the moment cannot be read
 */
export function generateRunId(type: RunIdType, runAfter: Date | string, suffix?: string): string {
  const id = `${type}__${pythonIsoFormat(runAfter)}`;
  return suffix === undefined ? id : `${id}_${suffix}`;
}

/** The type that a run id says; anything unknown was named by hand and is `manual`. */
export function runTypeFromId(runId: string): RunIdType {
  return ID_TYPES.find((type) => runId.startsWith(`${type}__`)) ?? 'manual';
}

/** What is wrong with a run id that someone chose; undefined: nothing. */
export function runIdProblem(runId: string): string | undefined {
  if (runId.includes('..')) {
    return `run id '${runId}' contains '..', which could leave a folder. Use single dots.`;
  }
  if (!ALLOWED.test(runId)) {
    return `run id '${runId}' is not allowed. Use one or more of A-Z a-z 0-9 _ . ~ : + -`;
  }
  return undefined;
}

/** Python's `isoformat()`: microseconds as six digits, or none when they are zero; UTC as `+00:00`. */
export function pythonIsoFormat(moment: Date | string): string {
  const text = typeof moment === 'string' ? moment : moment.toISOString();
  const match = MOMENT.exec(text);
  if (match === null) {
    throw new RangeError(
      `'${text}' is no moment. Give ISO 8601 with seconds and zone, e.g. 2026-01-01T04:00:00Z.`,
    );
  }
  const [, seconds, fraction = '', zone] = match;
  const micros = fraction.padEnd(6, '0');
  return `${seconds}${micros === '000000' ? '' : `.${micros}`}${zone === 'Z' ? '+00:00' : zone}`;
}
