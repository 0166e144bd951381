import type { Logger } from 'winston';
import type { Channel } from './channel.ts';
import { deliver, DELIVERY_POLICY, type DeliveryPolicy } from './delivery.ts';
import { logChannel } from './log-channel.ts';
import type { Message } from './message.ts';

export interface NotifyDependencies {
  /** Those that are set up, see `configuredChannels`. */
  readonly channels: readonly Channel[];
  readonly log: Pick<Logger, 'log' | 'warn'>;
  readonly signal?: AbortSignal;
  readonly policy?: DeliveryPolicy;
}

export interface NotificationReport {
  /** Names of the channels that took the message. */
  readonly delivered: readonly string[];
  /** One sentence for each channel that stayed dead. */
  readonly warnings: readonly string[];
}

/**
 * Tells all channels at once, each with tries of its own. Where none is set up or none takes it, the message goes to
 * the log, so that it is never lost.
 * @throws only when cancelled: a dead channel is a warning, never a failure
 */
export async function sendToChannels(
  message: Message,
  deps: NotifyDependencies,
): Promise<NotificationReport> {
  const { channels, log, policy = DELIVERY_POLICY, signal = new AbortController().signal } = deps;
  const results = await Promise.all(
    channels.map(async (channel) => ({
      name: channel.name,
      warning: await deliver(channel, message, policy, signal),
    })),
  );
  const delivered = results.filter(({ warning }) => warning === undefined).map(({ name }) => name);
  const warnings = results.flatMap(({ warning }) => warning ?? []);
  for (const warning of warnings) log.warn(warning);
  if (delivered.length > 0) return { delivered, warnings };
  const fallback = logChannel(log);
  await fallback.send(message, signal);
  return { delivered: [fallback.name], warnings };
}
