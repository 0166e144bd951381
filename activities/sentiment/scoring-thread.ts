import { Worker } from 'node:worker_threads';
import type { ScoringReply, ScoringRequest } from './score-worker.ts';

interface Waiting {
  readonly resolve: (numbers: Float64Array) => void;
  readonly reject: (error: Error) => void;
}

/** One worker thread that scores batches in the order in which they are given. */
export class ScoringThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #broken: Error | undefined;

  constructor() {
    // Its own entry registers TypeScript: the loader flags of this process (tsx, jest) must not be handed down.
    this.#worker = new Worker(new URL('./score-worker.mjs', import.meta.url), { execArgv: [] });
    this.#worker.on('message', ({ id, numbers }: ScoringReply) => {
      this.#waiting.get(id)?.resolve(numbers);
      this.#waiting.delete(id);
    });
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`it ended with exit code ${code}`)));
  }

  /** @throws when the thread has died: the message says of what */
  async score(texts: readonly string[]): Promise<Float64Array> {
    if (this.#broken !== undefined) throw this.#broken;
    this.#lastId += 1;
    const request: ScoringRequest = { id: this.#lastId, texts };
    const reply = new Promise<Float64Array>((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
    });
    this.#worker.postMessage(request, []);
    return reply;
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #fail(cause: unknown): void {
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.#broken ??= new Error(`A sentiment thread has died: ${reason}. Retry the task.`, { cause });
    for (const { reject } of this.#waiting.values()) reject(this.#broken);
    this.#waiting.clear();
  }
}
