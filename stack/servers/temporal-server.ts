import { TEMPORAL } from '../install/pins.ts';
import { findProgram, type FoundProgram } from '../install/find-program.ts';
import type { ServerCommand } from './server-command.ts';

export interface FindOptions {
  readonly home: string;
  /** Says the name of what is being installed, once per step that takes time. */
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** @throws StackError `server_not_found` */
export const findTemporal = (options: FindOptions): Promise<FoundProgram> =>
  findProgram(TEMPORAL, {
    ...options,
    notElsewhere: 'TEMPORAL_ADDRESS is not set',
    versionArguments: ['--version'],
    versionOf: (output) => output.trim().replace(/^temporal version /, ''),
  });

export interface TemporalServerOptions {
  readonly port: number;
  /** Port of the Web UI; without it there is none. */
  readonly uiPort?: number;
  /** File that keeps the workflows; without it they live in memory. */
  readonly dataFile?: string;
}

export function temporalCommand(found: FoundProgram, options: TemporalServerOptions): ServerCommand {
  const ui =
    options.uiPort === undefined
      ? ['--headless']
      : ['--ui-ip', '127.0.0.1', '--ui-port', String(options.uiPort), '--ui-disable-news-fetch'];
  const data = options.dataFile === undefined ? [] : ['--db-filename', options.dataFile];
  return {
    command: found.command,
    args: [
      'server',
      'start-dev',
      '--ip',
      '127.0.0.1',
      '--port',
      String(options.port),
      '--log-level',
      'warn',
      ...ui,
      ...data,
    ],
  };
}
