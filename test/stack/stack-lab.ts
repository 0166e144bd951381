import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serversFolder } from '../../stack/install/install-folder.ts';
import { identify, isAlive, type ProcessIdentity } from '../../stack/processes/process-identity.ts';
import { readState, supervisorOf } from '../../stack/state-file.ts';
import { tradewindHome } from '../../workers/home.ts';

const ROOT = resolve(__dirname, '../..');
const TRADEWIND = join(ROOT, 'bin', 'tradewind.js');

const DAG_FILE = `
import { Dag } from '${ROOT}/engine/dag.ts';
export const dag = new Dag('stack_sample', { schedule: null });
dag.task(async function hello() { return 'hello'; })();
`;

const SERVICES_FILE = `
const answers = "require('http').createServer((q, r) => r.end('ok')).listen(Number(process.argv[1]), '127.0.0.1')";
export const services = [{
  name: 'sample-api',
  isWanted: (environment) => environment.SAMPLE_API_URL === undefined,
  command: ({ port }) => ({ command: process.execPath, args: ['-e', answers, String(port)] }),
  readyUrl: (port) => 'http://127.0.0.1:' + port,
  environment: (port) => ({ SAMPLE_API_URL: 'http://127.0.0.1:' + port }),
}];
`;

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A home of its own, whose DAGs folder has one small DAG and one service of a pipeline. */
export class StackLab {
  readonly home: string;
  private readonly environment: NodeJS.ProcessEnv;

  constructor() {
    this.home = mkdtempSync(join(tmpdir(), 'tradewind-stack-'));
    // What global setup installed is used here too.
    symlinkSync(serversFolder(tradewindHome()), serversFolder(this.home));
    const pipeline = join(this.home, 'pipelines', 'sample');
    mkdirSync(pipeline, { recursive: true });
    writeFileSync(join(pipeline, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(pipeline, 'dag.ts'), DAG_FILE);
    writeFileSync(join(pipeline, 'services.ts'), SERVICES_FILE);
    const ours = /^(TEMPORAL|S3|MONGODB|TRADEWIND)_/;
    const inherited = Object.entries(process.env).filter(([name]) => !ours.test(name));
    this.environment = {
      ...Object.fromEntries(inherited),
      TRADEWIND_HOME: this.home,
      TRADEWIND_DAGS_FOLDER: join(this.home, 'pipelines'),
    };
  }

  tradewind(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Outcome> {
    return new Promise((done) => {
      execFile(
        process.execPath,
        [TRADEWIND, ...args],
        { env: { ...this.environment, ...environment }, timeout: 150_000 },
        (error, stdout, stderr) =>
          done({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
      );
    });
  }

  /** Every process that the state file names, the supervisor first. */
  processes(): ProcessIdentity[] {
    const state = readState(this.home);
    if (state === undefined) return [];
    const services = Object.values(state.services).map(({ pid, startTime }) => ({ pid, startTime }));
    return [supervisorOf(state), ...services];
  }

  pidOf(service: string): number {
    return readState(this.home)!.services[service]!.pid;
  }

  async remove(): Promise<void> {
    await this.tradewind(['down']);
    rmSync(this.home, { recursive: true, force: true });
  }
}

export const living = (processes: readonly ProcessIdentity[]): ProcessIdentity[] =>
  processes.filter((identity) => isAlive(identity));

/** Kills a process as the kernel would, and waits until it is gone. */
export async function killHard(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  while (identify(pid) !== undefined) await sleep(20);
}
