/** More would not fit on a line. */
const MOST_FIELDS = 4;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What a handler told with its heartbeat, in a few words: `done` and `total` as a fraction, texts as they are, numbers
 * with their names. Handlers tell whatever they like, so anything else is left out.
 */
export function progressText(details: unknown): string {
  if (typeof details === 'string' || typeof details === 'number') return String(details);
  if (!isRecord(details)) return '';
  const { done, total, ...rest } = details;
  const fraction = typeof done === 'number' && typeof total === 'number' ? [`${done}/${total}`] : [];
  const texts = Object.values(rest).filter((value) => typeof value === 'string');
  const numbers = Object.entries(rest)
    .filter(([, value]) => typeof value === 'number' && value !== 0)
    .map(([name, value]) => `${String(value)} ${name}`);
  return [...texts, ...fraction, ...numbers].slice(0, MOST_FIELDS).join(', ');
}
