import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { endProcess } from './launched-process.ts';
import type { ProcessIdentity } from './process-identity.ts';

const MAIN = fileURLToPath(new URL('./guardian-main.mjs', import.meta.url));
const GRACE_SECONDS = 5;

type Order = { readonly process: ProcessIdentity } | { readonly folder: string };

/**
 * A process beside this one that cleans up when this one is gone, however it went: SIGKILL closes the pipe between
 * them as an orderly end does.
 */
export class Guardian {
  private readonly child: ChildProcess;

  constructor() {
    this.child = spawn(process.execPath, [MAIN], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
    this.child.unref();
  }

  /** This process is to be ended. */
  endLater(identity: ProcessIdentity): void {
    this.order({ process: identity });
  }

  /** This folder is to be removed, after the processes have ended. */
  removeLater(folder: string): void {
    this.order({ folder });
  }

  private order(order: Order): void {
    this.child.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  /** Has it done now, and waits until it is. */
  async cleanUp(): Promise<void> {
    const done = once(this.child, 'exit');
    this.child.ref();
    this.child.stdin?.end();
    await done;
  }
}

/** The guardian's own side: collects orders until the other end is closed, then carries them out. */
export async function guard(orders: Readable): Promise<void> {
  const processes: ProcessIdentity[] = [];
  const folders: string[] = [];
  for await (const line of createInterface(orders)) {
    const order = JSON.parse(line) as Order;
    if ('process' in order) processes.push(order.process);
    else folders.push(order.folder);
  }
  await Promise.all(processes.map((identity) => endProcess(identity, GRACE_SECONDS)));
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
}
