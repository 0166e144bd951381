/** Two numbers, or two things, that should be equal and are not. */
export interface Mismatch {
  /** Layer and dataset, e.g. `silver movies` or `batch_views trending_scores`. */
  readonly dataset: string;
  /** What was compared, e.g. `rows in files`. */
  readonly what: string;
  readonly expected: string | number;
  readonly found: string | number;
  /** Ids, keys or reasons to begin the search with. */
  readonly examples?: readonly string[];
}

const IN_MESSAGE = 10;
const EXAMPLES = 5;

/** The run's numbers do not add up; another try would find the same. */
export class ValidationFailed extends Error {
  override readonly name = 'ValidationFailed';
  readonly type = 'ValidationFailed';
  readonly nonRetryable = true;
  readonly mismatches: readonly Mismatch[];

  constructor(mismatches: readonly Mismatch[]) {
    const more = mismatches.length > IN_MESSAGE ? `; and ${mismatches.length - IN_MESSAGE} more` : '';
    super(
      `${mismatches.length} checks failed: ${mismatches.slice(0, IN_MESSAGE).map(describe).join('; ')}${more}`,
    );
    this.mismatches = mismatches;
  }
}

function describe({ dataset, what, expected, found, examples = [] }: Mismatch): string {
  const named = examples.slice(0, EXAMPLES).map((example) => `'${example}'`);
  const list = named.length === 0 ? '' : `, e.g. ${named.join(', ')}`;
  return `${dataset}: ${what}: expected ${expected}, found ${found}${list}`;
}

/** No mismatch when the two are equal, else the one. */
export const compare = (
  dataset: string,
  what: string,
  expected: number,
  found: number,
  examples: readonly string[] = [],
): Mismatch[] => (expected === found ? [] : [{ dataset, what, expected, found, examples }]);
