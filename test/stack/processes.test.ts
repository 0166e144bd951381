import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withFileLock } from '../../stack/processes/file-lock.ts';
import { freePort } from '../../stack/processes/free-port.ts';
import { endProcess, launch } from '../../stack/processes/launched-process.ts';
import { tailOf } from '../../stack/processes/log-tail.ts';
import { identify, isAlive } from '../../stack/processes/process-identity.ts';
import { waitUntilReady } from '../../stack/processes/wait-until.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tradewind-processes-'));
});
afterEach(() => rm(folder, { recursive: true }));

const node = (script: string) =>
  launch({
    name: 'sample',
    command: process.execPath,
    args: ['-e', script],
    environment: process.env,
    logFile: join(folder, 'sample.log'),
  });

const options = (seconds: number) => ({ name: 's3', logFile: join(folder, 'sample.log'), seconds });
const lock = () => join(folder, 'install.lock');

describe('a free port', () => {
  it('is the preferred one when nobody has it, else another', async () => {
    const preferred = await freePort();
    expect(await freePort(preferred)).toBe(preferred);
    const holder = createServer().listen(preferred, '127.0.0.1');
    await once(holder, 'listening');
    expect(await freePort(preferred)).not.toBe(preferred);
    holder.close();
  });
});

describe('the identity of a process', () => {
  it('is not that of a later process with the same number', () => {
    const me = identify(process.pid)!;
    expect(isAlive(me)).toBe(true);
    expect(isAlive({ ...me, startTime: 'an earlier time' })).toBe(false);
  });

  it('spares a process whose number is on record with another start time', async () => {
    const { identity } = await node('setInterval(() => {}, 1000)');
    await endProcess({ ...identity, startTime: 'an earlier time' }, 1);
    expect(isAlive(identity)).toBe(true);
    await endProcess(identity, 5);
    expect(isAlive(identity)).toBe(false);
  });
});

describe('ending a process', () => {
  it('kills one that does not listen, and the children it started', async () => {
    const child = `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])`;
    const { identity, ended } = await node(
      `process.on('SIGTERM', () => {}); console.log(${child}.pid); setInterval(() => {}, 1000)`,
    );
    const log = join(folder, 'sample.log');
    const launched = { identity, ended };
    await waitUntilReady(launched, async () => expect(await readFile(log, 'utf8')).toMatch(/\d+\n/), {
      name: 'sample',
      logFile: log,
      seconds: 20,
    });
    const grandchild = identify(Number(await readFile(log, 'utf8')));
    await endProcess(identity, 0.2);
    expect(await ended).toBe('signal SIGKILL');
    expect(grandchild === undefined || !isAlive(grandchild)).toBe(true);
  });
});

describe('waiting for a server', () => {
  it('ends at once when the server ends, with its exit and the end of its log', async () => {
    const launched = await node('console.error("no such folder: /nowhere"); process.exit(3)');
    const failed = waitUntilReady(launched, () => Promise.reject(new Error('refused')), options(60));
    await expect(failed).rejects.toMatchObject({ code: 'service_failed' });
    await expect(failed).rejects.toThrow(
      /s3 ended while starting \(exit code 3\)[^]*\| no such folder: \/nowhere/,
    );
  });

  it('gives up in time, with the last reason', async () => {
    const launched = await node('setInterval(() => {}, 1000)');
    const failed = waitUntilReady(launched, () => Promise.reject(new Error('refused')), options(0.3));
    await expect(failed).rejects.toThrow('s3 was not ready after 0.3 s (refused)');
    await endProcess(launched.identity, 5);
  });
});

describe('the tail of a log', () => {
  it('is its last lines, and nothing when there is no log', async () => {
    await writeFile(join(folder, 'a.log'), 'one\ntwo\n\nthree\n');
    expect(await tailOf(join(folder, 'a.log'), 2)).toEqual(['two', 'three']);
    expect(await tailOf(join(folder, 'none.log'))).toEqual([]);
  });
});

describe('a file lock', () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, (inside += 1));
      await stat(folder);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, () => withFileLock(lock(), work)));
    expect(most).toBe(1);
  });

  it('is taken over from a holder that died', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    await writeFile(lock(), JSON.stringify(identify(child.pid!)));
    await expect(withFileLock(lock(), async () => 'in', { waitSeconds: 0.2 })).rejects.toMatchObject({
      code: 'stack_busy',
      message: expect.stringContaining(`process ${child.pid} has held`),
    });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await withFileLock(lock(), async () => 'in', { waitSeconds: 5 })).toBe('in');
  });

  it('is let go when the work fails', async () => {
    await expect(withFileLock(lock(), () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await withFileLock(lock(), async () => 'in', { waitSeconds: 0 })).toBe('in');
  });
});
