import type { SettingsTable } from './settings.ts';

/** Shorter values would hide ordinary words. */
const SHORTEST_SECRET = 6;

/**
 * A function that replaces every secret of the environment by `***`: for error texts, logs and states.
 * @param tables settings whose `secret` entries are to be hidden
 */
export function secretMask(
  environment: Readonly<Record<string, string | undefined>>,
  tables: readonly SettingsTable[],
): (text: string) => string {
  const secrets = tables
    .flatMap((table) => Object.values(table))
    .filter((setting) => setting.secret === true)
    .map((setting) => environment[setting.name] ?? '')
    .flatMap((value) => [value, ...passwordsIn(value)])
    .filter((value) => value.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((masked, secret) => masked.replaceAll(secret, '***'), text);
}

/** The password of an address, as given and decoded: drivers put it into their errors without the rest. */
function passwordsIn(value: string): string[] {
  const password = /\/\/[^:@/]*:([^@]+)@/.exec(value)?.[1];
  if (password === undefined) return [];
  try {
    return [password, decodeURIComponent(password)];
  } catch {
    return [password]; // not percent-encoded: it is what it says
  }
}
