import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '../../engine/errors.ts';
import { didYouMean } from '../../engine/suggest.ts';

describe('docs/errors.md', () => {
  const text = readFileSync(join(__dirname, '../../docs/errors.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([A-Z_]+)` +\| ([^|]+?) +\|/gm)].map((match) => [match[1], match[2]]);

  it('has every code of the engine with the meaning it has there', () => {
    for (const [code, meaning] of Object.entries(ERROR_CODES)) expect(rows).toContainEqual([code, meaning]);
  });

  it('has no code twice', () => {
    expect(new Set(rows.map(([code]) => code)).size).toBe(rows.length);
  });
});

describe('a word that is nearly right', () => {
  it.each([
    ['retrys', "Did you mean 'retries'? "],
    ['retry_delay', "Did you mean 'retryDelay'? "],
    ['RETRIES', "Did you mean 'retries'? "],
    ['colour', ''],
    ['', ''],
  ])('%j: %j', (given, hint) => {
    expect(didYouMean(given, ['retries', 'retryDelay', 'triggerRule'])).toBe(hint);
  });
});
