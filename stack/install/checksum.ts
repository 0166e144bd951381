import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { StackError } from '../stack-error.ts';

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** @throws StackError `checksum_mismatch` that shows both sums */
export async function requireSha256(path: string, expected: string, what: string): Promise<void> {
  const actual = await sha256OfFile(path);
  if (actual !== expected) {
    throw new StackError(
      'checksum_mismatch',
      `${what} has the SHA-256 ${actual}, pinned is ${expected}; it was not installed`,
    );
  }
}
