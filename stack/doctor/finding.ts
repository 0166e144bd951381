import { reasonOf } from '../stack-error.ts';

/** What a check found; `cure` says how to mend it, where there is something to mend. */
export interface Finding {
  readonly check: string;
  readonly result: 'ok' | 'warning' | 'wrong';
  readonly about: string;
  readonly cure: string;
}

export const ok = (check: string, about: string): Finding => ({ check, result: 'ok', about, cure: '' });
export const warning = (check: string, about: string, cure: string): Finding => ({
  check,
  result: 'warning',
  about,
  cure,
});
export const wrong = (check: string, about: string, cure: string): Finding => ({
  check,
  result: 'wrong',
  about,
  cure,
});

/** A check that holds when `look` returns, with what it says; what it throws is what is wrong. */
export async function examine(check: string, cure: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return ok(check, await look());
  } catch (error) {
    return wrong(check, reasonOf(error), cure);
  }
}
