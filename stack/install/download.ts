import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { reasonOf } from '../stack-error.ts';

/** Longest wait for a download as a whole: 160 MB at 1 MB/s. */
const DOWNLOAD_SECONDS = 180;

/** @throws Error that names the address and the cause */
export async function downloadFile(url: string, path: string, signal?: AbortSignal): Promise<void> {
  const deadline = AbortSignal.timeout(DOWNLOAD_SECONDS * 1000);
  const either = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
  try {
    const response = await fetch(url, { signal: either });
    if (!response.ok || response.body === null) {
      throw new Error(`answered ${response.status} ${response.statusText}`);
    }
    await pipeline(Readable.fromWeb(response.body), createWriteStream(path), {
      signal: either,
    });
  } catch (error) {
    throw new Error(`${url}: ${reasonOf(error)}${causeOf(error)}`, { cause: error });
  }
}

/** `fetch failed` alone says nothing; its cause does (no such host, refused, certificate). */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? '' : ` (${reasonOf(cause)})`;
}
