import { LIMITS } from './limits.ts';
import type { Problems } from './problems.ts';

/** Airflow's charset of keys. */
const ALLOWED = /^[\w.-]+$/;
const IN_WORDS = 'letters, digits, underscores, dots and dashes';

/** Checks an id by Airflow's rule for keys: charset and length. */
export function checkId(problems: Problems, what: string, id: string): void {
  if (id.length > LIMITS.idLength) {
    problems.add('BAD_ID', `the ${what} has ${id.length} characters.`, `Use at most ${LIMITS.idLength}.`);
  } else if (!ALLOWED.test(id)) {
    problems.add('BAD_ID', `'${id}' is no ${what}.`, `Use ${IN_WORDS}, at least one.`);
  } else if (id in Object.prototype) {
    // As a key of a plain object it would not be found again, or worse.
    problems.add('BAD_ID', `'${id}' is a name of JavaScript's own.`, 'Choose another.');
  }
}
