import { join } from 'node:path';
import { withFileLock } from './processes/file-lock.ts';
import { endProcess } from './processes/launched-process.ts';
import { tailOf } from './processes/log-tail.ts';
import { identify } from './processes/process-identity.ts';
import { endLeftovers } from './leftovers.ts';
import type { Progress } from './progress.ts';
import { reasonOf, StackError } from './stack-error.ts';
import type { Environment, StackService } from './stack-service.ts';
import { startService, type StartedService } from './start-service.ts';
import { livingStack, readState, removeState, writeState, type StackState } from './state-file.ts';

export interface SupervisorOptions {
  readonly home: string;
  readonly environment: Environment;
  readonly services: readonly StackService[];
  readonly progress: Progress;
  /** Aborting it stops the stack, also while it starts. */
  readonly signal: AbortSignal;
  /** Called once everything is ready. */
  readonly onReady: (state: StackState) => void;
}

/**
 * Starts the services and watches them until the signal; then ends them all. A failed start ends what had been
 * started. A service that dies later is named with the tail of its log, and the others run on.
 * @throws StackError `stack_busy` when another supervisor was quicker, `service_failed`, `server_not_found`
 */
export async function superviseStack(options: SupervisorOptions): Promise<void> {
  const stack = new Stack(options, await claim(options));
  try {
    await stack.start();
    options.onReady(stack.state);
    await aborted(options.signal);
  } finally {
    options.progress.end();
    await stack.stop();
  }
}

/** Makes this process the one supervisor of its home, after clearing away what a killed one left. */
async function claim({ home, signal }: SupervisorOptions): Promise<StackState> {
  return withFileLock(
    join(home, 'run', 'up.lock'),
    async () => {
      const living = livingStack(home);
      if (living !== undefined) {
        throw new StackError('stack_busy', `process ${living.supervisorPid} already runs this stack`);
      }
      const left = readState(home);
      if (left !== undefined) await endLeftovers(left);
      const me = identify(process.pid);
      if (me === undefined) throw new Error(`process ${process.pid} cannot read its own start time`);
      const state: StackState = {
        version: 1,
        home,
        startedAt: new Date().toISOString(),
        supervisorPid: me.pid,
        supervisorStartTime: me.startTime,
        phase: 'starting',
        services: {},
        elsewhere: {},
      };
      writeState(state);
      return state;
    },
    { waitSeconds: 60, signal },
  );
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    // The children are watched by events, which alone do not keep a process alive.
    const alive = setInterval(() => undefined, 60_000);
    signal.addEventListener('abort', () => {
      clearInterval(alive);
      resolve();
    });
  });

class Stack {
  state: StackState;
  private readonly started = new Map<string, StartedService>();
  private readonly options: SupervisorOptions;
  /** Aborted by the user, or by the first service that could not be started. */
  private readonly startup = new AbortController();

  constructor(options: SupervisorOptions, state: StackState) {
    this.options = options;
    this.state = state;
  }

  async start(): Promise<void> {
    const { services, environment, signal, progress } = this.options;
    const onAbort = (): void =>
      this.startup.abort(new StackError('start_cancelled', 'the start was cancelled'));
    signal.addEventListener('abort', onAbort);
    const wanted: StackService[] = [];
    for (const service of services) {
      const elsewhere = service.elsewhere(environment);
      if (elsewhere === undefined) wanted.push(service);
      else {
        progress.line(`${service.name}: ${elsewhere.address} (${elsewhere.source})`);
        this.update({ elsewhere: { ...this.state.elsewhere, [service.name]: elsewhere } });
      }
    }
    try {
      await this.startAll(wanted.filter(({ last }) => last !== true));
      await this.startAll(wanted.filter(({ last }) => last === true));
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
    this.startup.signal.throwIfAborted();
    this.update({ phase: 'running' });
    progress.waitFor('');
  }

  /** Starts services beside each other; the first that fails calls off the others, and is the error. */
  private async startAll(services: readonly StackService[]): Promise<void> {
    const waiting = new Set(services.map(({ name }) => name));
    const { progress } = this.options;
    progress.waitFor([...waiting].join(', '));
    let first: unknown;
    await Promise.all(
      services.map(async (service) => {
        try {
          await this.startOne(service);
          waiting.delete(service.name);
          progress.waitFor([...waiting].join(', '));
        } catch (error) {
          first ??= error;
          this.startup.abort(error);
        }
      }),
    );
    if (first !== undefined) throw first;
  }

  private async startOne(service: StackService): Promise<void> {
    const { home, environment, progress } = this.options;
    const began = Date.now();
    const offered = Object.values(this.state.services).map((other) => other.environment);
    const set = Object.fromEntries(
      Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
    );
    const started = await startService(
      service,
      {
        home,
        folder: join(home, 'data', service.name),
        logFile: join(home, 'logs', `${service.name}.log`),
        environment: { ...Object.assign({}, ...offered), ...set, TRADEWIND_HOME: home },
        say: (line) => progress.line(`${service.name}: ${line}`),
        signal: this.startup.signal,
      },
      (recorded) => this.record(recorded),
    );
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    const { address, version, source } = started.state;
    progress.line(`${service.name}: ready at ${address} after ${seconds} s (${version}; ${source})`);
    void started.launched.ended.catch(reasonOf).then((how) => this.onEnd(started, how));
  }

  private record(started: StartedService): void {
    this.started.set(started.service.name, started);
    this.setService(started.service.name, started.state);
  }

  private async onEnd({ service, state }: StartedService, how: string): Promise<void> {
    if (this.state.phase === 'stopping') return;
    this.setService(service.name, { ...state, state: 'failed', failure: how, environment: {} });
    const tail = (await tailOf(state.logFile)).map((line) => `  | ${line}`);
    const lines = [
      `${service.name} has died (${how}). The end of its log, ${state.logFile}:`,
      ...tail,
      'The other services run on; `tradewind down` and `tradewind up` start it again.',
    ];
    this.options.progress.line(lines.join('\n'));
  }

  async stop(): Promise<void> {
    this.update({ phase: 'stopping' });
    const all = [...this.started.values()];
    // The worker first: it hands its tasks back while Temporal still answers.
    for (const last of [true, false]) {
      const group = all.filter(({ service }) => (service.last === true) === last);
      await Promise.all(
        group.map(({ service, launched }) => endProcess(launched.identity, service.graceSeconds)),
      );
    }
    removeState(this.options.home);
  }

  private setService(name: string, service: StackState['services'][string]): void {
    this.update({ services: { ...this.state.services, [name]: service } });
  }

  private update(change: Partial<StackState>): void {
    this.state = { ...this.state, ...change };
    writeState(this.state);
  }
}
