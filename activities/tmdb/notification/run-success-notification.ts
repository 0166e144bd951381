import { sendToChannels, type NotifyDependencies } from '../../notify/send-to-channels.ts';
import type { RunIdentity } from '../run-identity.ts';
import { runMetrics, type RunMetrics, type StageSummary } from './run-metrics.ts';
import { successMessage } from './success-message.ts';

export interface SuccessNotificationInput {
  readonly run: RunIdentity;
  /** Results of the stages upstream, in their order. */
  readonly stages: readonly StageSummary[];
}

export interface SuccessNotificationResult extends StageSummary {
  readonly stage: 'send_success_notification';
  /** Names of the channels that took the message. */
  readonly delivered: readonly string[];
  readonly metrics: RunMetrics;
}

/**
 * Tells every channel of a run that succeeded.
 * @returns a channel that stayed dead is named in `warnings`; the stage fails only when cancelled
 */
export async function runSuccessNotification(
  { run, stages }: SuccessNotificationInput,
  deps: NotifyDependencies,
): Promise<SuccessNotificationResult> {
  const started = performance.now();
  const metrics = runMetrics(stages);
  const { delivered, warnings } = await sendToChannels(successMessage(run, metrics), deps);
  return {
    stage: 'send_success_notification',
    datasets: {},
    counts: { delivered: delivered.length, undelivered: warnings.length },
    warnings,
    seconds: (performance.now() - started) / 1000,
    delivered,
    metrics,
  };
}
