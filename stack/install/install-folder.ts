import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { withFileLock } from '../processes/file-lock.ts';

export const serversFolder = (home: string): string => join(home, 'servers');

/** @throws Error when the file is not there */
export async function requireInstalled(path: string): Promise<void> {
  await access(path).catch(() => {
    throw new Error(`nothing at ${path}`);
  });
}

/**
 * Fills a folder once, whoever comes first: the work happens beside it under a lock, and a rename makes it
 * appear whole, so that its presence means it was checked.
 */
export async function installOnce(folder: string, fill: (staging: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  await withFileLock(`${folder}.lock`, async () => {
    const there = await access(folder).then(
      () => true,
      () => false,
    );
    if (there) return;
    const staging = await mkdtemp(`${folder}.part-`);
    try {
      await fill(staging);
      await rename(staging, folder);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  });
}
