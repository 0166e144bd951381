import { RCLONE } from '../install/pins.ts';
import { findProgram, type FoundProgram } from '../install/find-program.ts';
import type { ServerCommand } from './server-command.ts';
import type { FindOptions } from './temporal-server.ts';

export interface S3Credentials {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** @throws StackError `server_not_found` */
export const findRclone = (options: FindOptions): Promise<FoundProgram> =>
  findProgram(RCLONE, {
    ...options,
    notElsewhere: 'S3_ENDPOINT is not set',
    versionArguments: ['version'],
    versionOf: (output) => (output.split('\n')[0] ?? '').replace('rclone v', 'rclone ').trim(),
  });

export interface S3ServerOptions {
  readonly port: number;
  /** Folder whose folders are the buckets. */
  readonly dataFolder: string;
  readonly credentials: S3Credentials;
}

/**
 * `rclone serve s3` over a local folder. The keys go by the environment, because a command line is readable to
 * every user of the machine.
 */
export function s3Command(found: FoundProgram, options: S3ServerOptions): ServerCommand {
  const { accessKey, secretKey } = options.credentials;
  return {
    command: found.command,
    args: [
      'serve',
      's3',
      '--addr',
      `127.0.0.1:${options.port}`,
      '--log-level',
      'NOTICE',
      // 64 readers at once with rclone's default of 16 MiB each would take a gigabyte.
      '--buffer-size',
      '1M',
      options.dataFolder,
    ],
    environment: {
      // rclone reads lists in the environment as CSV: without the quotes the comma would part two pairs.
      RCLONE_AUTH_KEY: `"${accessKey},${secretKey}"`,
      // The user's own remotes are none of our business.
      RCLONE_CONFIG: '/dev/null',
    },
  };
}
