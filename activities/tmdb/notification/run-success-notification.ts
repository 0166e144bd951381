import { sendToChannels, type NotifyDependencies } from '../../notify/send-to-channels.ts';
import { reasonOf } from '../../notify/reason.ts';
import type { RunIdentity } from '../run-identity.ts';
import type { Highlights } from './highlights.ts';
import { runMetrics, type RunMetrics, type StageSummary } from './run-metrics.ts';
import { successMessage } from './success-message.ts';

export interface SuccessNotificationInput {
  readonly run: RunIdentity;
  /** Results of the stages upstream, in their order. */
  readonly stages: readonly StageSummary[];
}

export interface SuccessNotificationDependencies extends NotifyDependencies {
  /** Reads what the views show, see `readHighlights`. */
  readonly highlights: () => Promise<Highlights>;
}

export interface SuccessNotificationResult extends StageSummary {
  readonly stage: 'send_success_notification';
  readonly counts: Readonly<Record<'delivered' | 'undelivered', number>>;
  /** Names of the channels that took the message. */
  readonly delivered: readonly string[];
  readonly metrics: RunMetrics;
}

/**
 * Tells every channel of a run that succeeded.
 * @returns a channel that stayed dead, and views that could not be read, are named in `warnings`; the stage fails
 * only when cancelled
 */
export async function runSuccessNotification(
  { run, stages }: SuccessNotificationInput,
  deps: SuccessNotificationDependencies,
): Promise<SuccessNotificationResult> {
  const started = performance.now();
  const { highlights, unread } = await highlightsOrWarning(deps);
  const metrics = runMetrics(stages, highlights);
  const { delivered, warnings: dead } = await sendToChannels(successMessage(run, metrics), deps);
  return {
    stage: 'send_success_notification',
    datasets: {},
    counts: { delivered: delivered.length, undelivered: dead.length },
    warnings: [...unread, ...dead],
    seconds: (performance.now() - started) / 1000,
    delivered,
    metrics,
  };
}

/** News that the run succeeded must not wait for its decoration. */
async function highlightsOrWarning(
  deps: SuccessNotificationDependencies,
): Promise<{ highlights: Highlights; unread: string[] }> {
  try {
    return { highlights: await deps.highlights(), unread: [] };
  } catch (error) {
    const warning = `The views could not be read for the notification: ${reasonOf(error)}`;
    return { highlights: { topGenres: [], trendingTitles: [] }, unread: [warning] };
  }
}
