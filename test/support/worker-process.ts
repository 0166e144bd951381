import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../workers/home.ts';

/** A worker as operators run it, in a process of its own that can be killed. */
export interface WorkerProcess {
  readonly pid: number;
  /** Most memory that was resident at once, in bytes. */
  peakMemory(): number;
  /** @param signal SIGTERM lets it finish, SIGKILL does not */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

export function startWorkerProcess(
  environment: Readonly<Record<string, string>>,
  logFile: string,
): WorkerProcess {
  const child: ChildProcess = spawn(process.execPath, [join(PACKAGE_ROOT, 'bin', 'tradewind.js'), 'worker'], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr?.pipe(createWriteStream(logFile, { flags: 'a' }));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  return {
    pid: child.pid!,
    peakMemory: () => {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
    },
    end: async (signal) => {
      child.kill(signal);
      await gone;
    },
  };
}
