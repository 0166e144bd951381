import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { requireSha256 } from './checksum.ts';
import { downloadFile } from './download.ts';
import { MONGOD, platformKey } from './pins.ts';
import { runCommand } from './run-command.ts';

/**
 * Unpacks the vendor's archive (`bin/mongod` is what is wanted of it), checked against the sum the vendor publishes beside it.
 * @throws Error when there is no archive for this platform, it cannot be had, or the sum differs
 */
export async function installMongod(staging: string, signal?: AbortSignal): Promise<void> {
  const url = MONGOD.archives[platformKey()];
  if (url === undefined) throw new Error(`no archive is named for ${platformKey()}`);
  const archive = join(staging, 'archive.tgz');
  await downloadFile(`${url}.sha256`, `${archive}.sha256`, signal);
  await downloadFile(url, archive, signal);
  const expected = (await readFile(`${archive}.sha256`, 'utf8')).trim().split(/\s+/)[0] ?? '';
  await requireSha256(archive, expected, url);
  await runCommand('tar', ['-xzf', archive, '--strip-components=1'], {
    timeoutSeconds: 120,
    cwd: staging,
  });
  await Promise.all([archive, `${archive}.sha256`].map((path) => rm(path)));
}
