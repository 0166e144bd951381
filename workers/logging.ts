import { createLogger, format, transports, type Logger } from 'winston';

/** Masks secrets wherever a log line would print them: in the message and in every field. */
const masked = (mask: (text: string) => string) =>
  format((info) => {
    for (const [key, value] of Object.entries(info)) {
      if (typeof value === 'string') info[key] = mask(value);
      else if (value instanceof Error) info[key] = mask(value.stack ?? value.message);
    }
    return info;
  })();

/** One JSON line an event, on stderr: stdout belongs to data. */
export function createLog(level: string, mask: (text: string) => string): Logger {
  return createLogger({
    level,
    format: format.combine(format.timestamp(), masked(mask), format.json()),
    transports: [new transports.Stream({ stream: process.stderr })],
  });
}
