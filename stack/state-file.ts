import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { stackStateFile } from '../workers/home.ts';
import { isAlive, type ProcessIdentity } from './processes/process-identity.ts';
import type { Elsewhere } from './stack-service.ts';

export interface ServiceState {
  readonly pid: number;
  /** With the pid, what makes the process unmistakable. */
  readonly startTime: string;
  readonly state: 'starting' | 'running' | 'failed';
  readonly address: string;
  readonly version: string;
  readonly source: string;
  readonly logFile: string;
  readonly ui?: string;
  readonly standsInFor?: string;
  readonly credentials?: Readonly<Record<string, string>>;
  /** The variables by which other programs find it; empty until it is ready. */
  readonly environment: Readonly<Record<string, string>>;
  /** How it ended, when it did. */
  readonly failure?: string;
}

export interface StackState {
  readonly version: 1;
  readonly home: string;
  readonly startedAt: string;
  readonly supervisorPid: number;
  readonly supervisorStartTime: string;
  readonly phase: 'starting' | 'running' | 'stopping';
  readonly services: Readonly<Record<string, ServiceState>>;
  /** Services that are used where the environment says they are. */
  readonly elsewhere: Readonly<Record<string, Elsewhere>>;
}

/** @returns undefined when no stack was started, or it was stopped in good order */
export function readState(home: string): StackState | undefined {
  try {
    return JSON.parse(readFileSync(stackStateFile(home), 'utf8')) as StackState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Replaces the file in one step: a reader sees the old state or the new one. It holds credentials, hence 0600. */
export function writeState(state: StackState): void {
  const file = stackStateFile(state.home);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function removeState(home: string): void {
  rmSync(stackStateFile(home), { force: true });
}

export const supervisorOf = (state: StackState): ProcessIdentity => ({
  pid: state.supervisorPid,
  startTime: state.supervisorStartTime,
});

/** @returns the state of a stack whose supervisor lives */
export function livingStack(home: string): StackState | undefined {
  const state = readState(home);
  return state !== undefined && isAlive(supervisorOf(state)) ? state : undefined;
}
