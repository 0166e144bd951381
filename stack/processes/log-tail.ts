import { open } from 'node:fs/promises';

const TAIL_BYTES = 16 * 1024;

/** The last lines of a log; an empty list when there is none. */
export async function tailOf(path: string, lines = 15): Promise<string[]> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return [];
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - TAIL_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
    const all = buffer.toString('utf8', 0, bytesRead).split('\n').filter(Boolean);
    return all.slice(-lines);
  } finally {
    await file.close();
  }
}
