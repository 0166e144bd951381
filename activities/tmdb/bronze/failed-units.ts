import { BronzeIncomplete } from '../errors.ts';

const EXAMPLES = 5;

const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;

/** Pages or movies that stayed unreachable after the retries of each, against the share of them that is allowed. */
export class FailedUnits {
  readonly #what: string;
  readonly #maxShare: number;
  readonly #examples: string[] = [];
  #count = 0;

  /** @param what the units' name in the plural, e.g. `list pages` */
  constructor(what: string, maxShare: number) {
    this.#what = what;
    this.#maxShare = maxShare;
  }

  get count(): number {
    return this.#count;
  }

  add(unit: string, error: Error): void {
    this.#count += 1;
    if (this.#examples.length < EXAMPLES) this.#examples.push(`${unit}: ${error.message}`);
  }

  /** @throws BronzeIncomplete when the failures are more than the allowed share of `total` units */
  check(total: number): void {
    if (this.#count <= this.#maxShare * total) return;
    throw new BronzeIncomplete(
      `${this.#summary(total)}, more than the ${percent(this.#maxShare)} that maxFailedShare allows. ` +
        'What was fetched is kept, and another try asks only for the rest. ' +
        `Look at the API's state; then raise TMDB_RETRY_ATTEMPTS or maxFailedShare. ${this.#list()}`,
    );
  }

  /** For the run's warnings; undefined when nothing failed. */
  warning(total: number): string | undefined {
    return this.#count === 0 ? undefined : `${this.#summary(total)}. ${this.#list()}`;
  }

  #summary(total: number): string {
    const share = percent(this.#count / Math.max(1, total));
    return `${this.#count} of ${total} ${this.#what} (${share}) stayed unreachable after their retries`;
  }

  #list(): string {
    return `For example ${this.#examples.join('; ')}`;
  }
}
