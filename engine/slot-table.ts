/** A run that asks for a slot. */
export interface SlotRequest {
  /** The execution chain's first run id: a rerun under the same workflow id is another holder. */
  readonly holder: string;
  readonly workflowId: string;
  /** How many may hold a slot at once. The newest request's number counts, so that a redeploy takes effect. */
  readonly limit: number;
  /** Of all holders with the same key only one is let in, e.g. one live run per logical date. */
  readonly exclusiveKey?: string;
}

export interface SlotTableState {
  readonly limit: number;
  readonly holders: readonly SlotRequest[];
  readonly waiters: readonly SlotRequest[];
}

/** Who holds a slot and who waits, first come first served; a waiter whose key is taken lets later ones pass. */
export class SlotTable {
  #limit: number;
  #holders: Map<string, SlotRequest>;
  #waiters: Map<string, SlotRequest>;
  /** Holders that asked again: they may have missed the announcement. */
  readonly #unsure = new Set<string>();
  #revision = 0;

  constructor(state: SlotTableState = { limit: 1, holders: [], waiters: [] }) {
    this.#limit = state.limit;
    this.#holders = new Map(state.holders.map((request) => [request.holder, request]));
    this.#waiters = new Map(state.waiters.map((request) => [request.holder, request]));
  }

  /** Grows with every change: lets a caller wait for the next one. */
  get revision(): number {
    return this.#revision;
  }

  /** Asking again is harmless: a holder is told of its slot once more, a waiter keeps its place. */
  request(request: SlotRequest): void {
    this.#revision += 1;
    this.#limit = request.limit;
    if (this.#holders.has(request.holder)) this.#unsure.add(request.holder);
    else this.#waiters.set(request.holder, request);
  }

  /** Gives a slot back, or stops waiting for one. */
  release(holder: string): void {
    this.#unsure.delete(holder);
    if (this.#holders.delete(holder) || this.#waiters.delete(holder)) this.#revision += 1;
  }

  /** Lets in whom there is room for, and returns whom to tell. */
  grant(): SlotRequest[] {
    const holders = [...this.#holders.values()];
    const taken = new Set(holders.map((request) => request.exclusiveKey));
    const granted = holders.filter((request) => this.#unsure.delete(request.holder));
    for (const request of this.#waiters.values()) {
      if (this.#holders.size >= this.#limit) break;
      if (request.exclusiveKey !== undefined && taken.has(request.exclusiveKey)) continue;
      taken.add(request.exclusiveKey);
      this.#waiters.delete(request.holder);
      this.#holders.set(request.holder, request);
      granted.push(request);
    }
    return granted;
  }

  isEmpty(): boolean {
    return this.#holders.size === 0 && this.#waiters.size === 0;
  }

  hasWaiters(): boolean {
    return this.#waiters.size > 0;
  }

  everyone(): SlotRequest[] {
    return [...this.#holders.values(), ...this.#waiters.values()];
  }

  toJSON(): SlotTableState {
    return { limit: this.#limit, holders: [...this.#holders.values()], waiters: [...this.#waiters.values()] };
  }
}
