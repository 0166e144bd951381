import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PACKAGE_ROOT } from '../../workers/home.ts';

/** The folder with `data/` and `parity/`, read where it lies: `$TRADEWIND_SHARED`, else `../shared`. */
export function sharedFolder(): string {
  return resolve(PACKAGE_ROOT, process.env['TRADEWIND_SHARED'] ?? '../shared');
}

/** The objects of a gzipped file of JSON lines. */
export function jsonLines<T>(file: string): T[] {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}
