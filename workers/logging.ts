import { createLogger, format, transports, type Logger } from 'winston';

/** Masks secrets wherever a log line would print them, however deep; an error is told by its stack. */
const masked = (mask: (text: string) => string) => (_key: string, value: unknown) => {
  if (typeof value === 'string') return mask(value);
  if (value instanceof Error) return mask(value.stack ?? value.message);
  return value;
};

/** One JSON line an event, on stderr: stdout belongs to data. */
export function createLog(level: string, mask: (text: string) => string): Logger {
  return createLogger({
    level,
    format: format.combine(format.timestamp(), format.json({ replacer: masked(mask) })),
    transports: [new transports.Stream({ stream: process.stderr })],
  });
}
