/** One environment variable: how it is read, and what it means. */
export interface Setting<T> {
  readonly name: string;
  readonly about: string;
  /** A secret is never printed, logged or put into an error text. */
  readonly secret?: boolean;
  /** Used where the variable is not set; without it the setting is required. */
  readonly fallback?: T;
  /** @throws Error whose message says what is allowed; the value itself is added by the reader. */
  parse(text: string): T;
}

export type SettingsTable = Readonly<Record<string, Setting<unknown>>>;
export type ValuesOf<Table extends SettingsTable> = {
  readonly [K in keyof Table]: Table[K] extends Setting<infer T> ? T : never;
};

/** Every wrong or missing setting at once, so that they are mended in one go. */
export class SettingsError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(
      `${problems.length} setting(s) of the environment cannot be used:\n${problems.map((p) => `  - ${p}`).join('\n')}`,
    );
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/**
 * Reads a table of settings from an environment. An empty variable counts as not set.
 * @throws SettingsError that lists every wrong and every missing one.
 */
export function readSettings<Table extends SettingsTable>(
  table: Table,
  environment: Readonly<Record<string, string | undefined>>,
): ValuesOf<Table> {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [key, setting] of Object.entries(table)) {
    const text = environment[setting.name];
    if (text === undefined || text === '') {
      if ('fallback' in setting) values[key] = setting.fallback;
      else problems.push(`${setting.name} is not set: ${setting.about}`);
      continue;
    }
    try {
      values[key] = setting.parse(text);
    } catch (error) {
      const given = setting.secret === true ? '(a secret, not shown)' : `'${text}'`;
      problems.push(`${setting.name} is ${given}: ${(error as Error).message}`);
    }
  }
  if (problems.length > 0) throw new SettingsError(problems);
  return values as ValuesOf<Table>;
}

export const text = (value: string): string => value;

export const oneOf =
  <const T extends string>(...allowed: readonly T[]) =>
  (value: string): T => {
    if (!(allowed as readonly string[]).includes(value))
      throw new Error(`allowed is one of ${allowed.join(', ')}`);
    return value as T;
  };

export const numberBetween =
  (least: number, most: number) =>
  (value: string): number => {
    const number = Number(value);
    if (!Number.isFinite(number) || number < least || number > most) {
      throw new Error(`allowed is a number from ${least} to ${most}`);
    }
    return number;
  };

export const integerBetween =
  (least: number, most: number) =>
  (value: string): number => {
    const number = numberBetween(least, most)(value);
    if (!Number.isInteger(number)) throw new Error(`allowed is a whole number from ${least} to ${most}`);
    return number;
  };

export const httpUrl = (value: string): string => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new Error('allowed is an http:// or https:// address');
  }
  return value.replace(/\/+$/, '');
};
