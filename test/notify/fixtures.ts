import type { DeliveryPolicy } from '../../activities/notify/delivery.ts';
import type { Message } from '../../activities/notify/message.ts';

export const MESSAGE: Message = {
  level: 'error',
  subject: 'orders.load: task failed',
  summary: 'The store did not answer.',
  sections: [
    {
      title: 'Run',
      rows: [
        ['DAG', 'orders'],
        ['task', 'load'],
      ],
    },
  ],
  excerpt: 'Error: connect ECONNREFUSED',
};

/** Pauses of a few milliseconds, so that tests of retries take no time. */
export const QUICK: DeliveryPolicy = {
  tries: 3,
  firstDelayMs: 5,
  backoff: 2,
  timeoutMs: 2_000,
  longestDelayMs: 2_000,
};

/** Keeps what is logged. */
export function memoryLog() {
  const lines: { level: string; text: string }[] = [];
  return {
    lines,
    log: (level: string, text: string) => lines.push({ level, text }),
    warn: (text: string) => lines.push({ level: 'warn', text }),
  };
}
