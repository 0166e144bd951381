import { WrongUsage } from './command-error.ts';

/**
 * The params of a run from `--conf`.
 * @throws WrongUsage when it is no JSON object
 */
export function readConf(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new WrongUsage(
      `--conf is no JSON: ${(error as Error).message}. Give an object, e.g. '{"limit": 10}'.`,
      {
        cause: error,
      },
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new WrongUsage(`--conf is ${text}. Give a JSON object of params, e.g. '{"limit": 10}'.`);
  }
  return value as Record<string, unknown>;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** @throws WrongUsage when the text is no moment with a zone */
export function readMoment(option: string, text: string): string {
  if (MOMENT.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new WrongUsage(`${option} is '${text}'. Give ISO 8601 with its zone, e.g. 2026-01-01T04:00:00Z.`);
}

/** Reads a whole number of an option. @throws WrongUsage outside the limits */
export const wholeNumber =
  (option: string, least: number, most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new WrongUsage(`${option} is '${text}'. Give a whole number from ${least} to ${most}.`);
  };
