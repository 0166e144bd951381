const SECOND_MS = 1000;

/** The server's own limit: at most `limit` requests answered in any second. */
export class RateGate {
  readonly #limit: number;
  #accepted: number[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Takes in a request that arrived at `moment` (ms, never decreasing).
   * @returns undefined when it may pass, else how many there were in the second before it, this one included
   */
  overLimit(moment: number): number | undefined {
    this.#accepted = this.#accepted.filter((earlier) => earlier > moment - SECOND_MS);
    if (this.#accepted.length >= this.#limit) return this.#accepted.length + 1;
    this.#accepted.push(moment);
    return undefined;
  }
}
