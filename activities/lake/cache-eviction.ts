import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A stage may be reading what was handed out lately; on Unix it could go on, but a second open would fail. */
const IN_USE_MS = 60 * 60 * 1000;

/**
 * The files to remove so that a folder of cached files fits into `maxBytes` again, longest unused first. What was used
 * within the last hour stays, even if the folder then remains too large.
 */
export async function leastRecentlyUsed(
  folder: string,
  maxBytes: number,
  now: number = Date.now(),
): Promise<string[]> {
  const files = await filesIn(folder);
  let total = files.reduce((sum, { size }) => sum + size, 0);
  const victims: string[] = [];
  for (const { path, size, usedAt } of files.sort((a, b) => a.usedAt - b.usedAt)) {
    if (total <= maxBytes || now - usedAt < IN_USE_MS) break;
    victims.push(path);
    total -= size;
  }
  return victims;
}

async function filesIn(folder: string): Promise<{ path: string; size: number; usedAt: number }[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const found = [];
  for (const path of files) {
    const info = await stat(path).catch(() => undefined); // another process may have removed it
    if (info !== undefined) found.push({ path, size: info.size, usedAt: info.mtimeMs });
  }
  return found;
}
