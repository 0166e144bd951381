import type { Logger } from 'winston';
import type { Channel } from './channel.ts';
import type { MessageLevel } from './message.ts';
import { renderText } from './render-text.ts';

const LOG_LEVELS: Readonly<Record<MessageLevel, 'info' | 'warn' | 'error'>> = {
  info: 'info',
  warning: 'warn',
  error: 'error',
};

/** The log, for whoever has set up no other channel. */
export function logChannel(log: Pick<Logger, 'log'>): Channel {
  return {
    name: 'log',
    cure: 'Look at the worker',
    secrets: [],
    async send(message) {
      log.log(LOG_LEVELS[message.level], renderText(message));
    },
  };
}
