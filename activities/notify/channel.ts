import type { Message } from './message.ts';

/** A way to reach people. */
export interface Channel {
  /** As people call it, e.g. `Slack`; no address in it. */
  readonly name: string;
  /** What to check when it stays dead: the setting, and what it must be. */
  readonly cure: string;
  /** Texts that must stand in no log and no error, e.g. a webhook's address. */
  readonly secrets: readonly string[];
  /**
   * Delivers one message, or throws.
   * @throws PermanentDeliveryError where another try would end the same way
   */
  send(message: Message, signal: AbortSignal): Promise<void>;
}

/** The channel has understood and refused: a wrong password, an unknown webhook. */
export class PermanentDeliveryError extends Error {
  override readonly name = 'PermanentDeliveryError';
}

/** The channel asks to come back later. */
export class BusyChannelError extends Error {
  override readonly name = 'BusyChannelError';
  readonly retryAfterMs: number;
  constructor(message: string, retryAfterMs: number) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}
