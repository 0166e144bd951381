import type { Client } from '@temporalio/client';
import type { Context } from '@temporalio/activity';
import type { Progress } from './progress.ts';

/** Of the heartbeat timeout: after this much silence the server is about to give the task to somebody else. */
const GIVE_UP_AT = 0.8;
const CHECKS_PER_TIMEOUT = 5;

/** Why a handler's signal aborts although nobody cancelled its run. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
  constructor(silentForSeconds: number) {
    super(
      `Temporal has acknowledged no heartbeat for ${silentForSeconds} s, so another worker may soon start this task: this try stops.`,
    );
  }
}

/**
 * Stops a handler that can no longer heartbeat, before its task is handed to another worker. The SDK sends heartbeats
 * without telling whether they arrived, so the lease asks for an acknowledged one now and then. Nothing is sent for
 * tasks that end within a fifth of their heartbeat timeout.
 */
export class Lease {
  readonly #timer: NodeJS.Timeout;
  readonly #controller = new AbortController();
  #acknowledgedAt = Date.now();
  #asking = false;

  constructor(client: Client, context: Context, progress: Progress) {
    const timeout = context.info.heartbeatTimeoutMs ?? 300_000;
    this.#timer = setInterval(() => {
      const silence = Date.now() - this.#acknowledgedAt;
      if (silence > timeout * GIVE_UP_AT) this.#controller.abort(new LeaseLost(Math.round(silence / 1000)));
      else if (!this.#asking) void this.#ask(client, context, progress);
    }, timeout / CHECKS_PER_TIMEOUT);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #ask(client: Client, context: Context, progress: Progress): Promise<void> {
    this.#asking = true;
    const askedAt = Date.now();
    try {
      await client.activity.heartbeat(context.info.taskToken, progress.details);
      this.#acknowledgedAt = askedAt;
    } catch (error) {
      // A cancelled or ended activity is the SDK's to report; only silence counts here.
      const name = (error as Error).name;
      if (
        [
          'ActivityCancelledError',
          'ActivityNotFoundError',
          'ActivityPausedError',
          'ActivityResetError',
        ].includes(name)
      ) {
        this.#acknowledgedAt = askedAt;
      }
    } finally {
      this.#asking = false;
    }
  }
}
