import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { identify } from '../../stack/processes/process-identity.ts';
import { reportStatus } from '../../stack/report-status.ts';
import { livingStack, readState, removeState, writeState, type StackState } from '../../stack/state-file.ts';
import { stopStack } from '../../stack/stop-stack.ts';
import { stackStateFile } from '../../workers/home.ts';

const me = identify(process.pid)!;
const GONE = 'before this machine was started';

let home: string;
let state: StackState;
beforeEach(async () => {
  home = await mkdtemp(`${tmpdir()}/tradewind-state-`);
  state = {
    version: 1,
    home,
    startedAt: '2026-01-01T00:00:00.000Z',
    supervisorPid: me.pid,
    supervisorStartTime: me.startTime,
    phase: 'running',
    services: {
      s3: {
        pid: me.pid,
        startTime: me.startTime,
        state: 'running',
        address: 'http://127.0.0.1:9000',
        version: 'rclone 1.75.0',
        source: 'PATH',
        logFile: `${home}/logs/s3.log`,
        environment: { S3_ENDPOINT: 'http://127.0.0.1:9000' },
      },
    },
    elsewhere: { temporal: { address: '10.0.0.1:7233', source: 'TEMPORAL_ADDRESS in the environment' } },
  };
});
afterEach(() => rm(home, { recursive: true }));

describe('the state file', () => {
  it('is read as it was written, by its owner alone', async () => {
    writeState(state);
    expect(readState(home)).toEqual(state);
    expect((await stat(stackStateFile(home))).mode & 0o777).toBe(0o600);
  });

  it('is absent before and after', () => {
    expect(readState(home)).toBeUndefined();
    writeState(state);
    removeState(home);
    expect(readState(home)).toBeUndefined();
  });
});

describe('a second start attaches', () => {
  it('to a stack whose supervisor lives', () => {
    writeState(state);
    expect(livingStack(home)).toEqual(state);
  });

  it('not to one whose supervisor was killed, even when its number was given to another process', () => {
    writeState({ ...state, supervisorStartTime: GONE });
    expect(livingStack(home)).toBeUndefined();
  });
});

describe('the status', () => {
  it('is stopped without a state file', () => {
    expect(reportStatus(home, undefined)).toEqual({ state: 'stopped', home, services: {} });
  });

  it('names the services of the stack and those that are elsewhere', () => {
    expect(reportStatus(home, state)).toMatchObject({
      state: 'running',
      services: {
        s3: { name: 's3', state: 'running', environment: { S3_ENDPOINT: 'http://127.0.0.1:9000' } },
        temporal: { state: 'elsewhere', address: '10.0.0.1:7233' },
      },
    });
  });

  it('does not believe the file about a process that is gone', () => {
    const s3 = { ...state.services['s3']!, startTime: GONE };
    const report = reportStatus(home, { ...state, supervisorStartTime: GONE, services: { s3 } });
    expect(report).toMatchObject({
      state: 'killed',
      services: { s3: { state: 'failed', failure: 'its process is gone' } },
    });
  });
});

describe('down', () => {
  it('has nothing to do without a stack', async () => {
    expect(await stopStack(home)).toBe('nothing');
  });

  it('clears away what a killed supervisor left, sparing strangers with the same numbers', async () => {
    const s3 = { ...state.services['s3']!, startTime: GONE };
    writeState({ ...state, supervisorStartTime: GONE, services: { s3 } });
    expect(await stopStack(home)).toBe('leftovers');
    expect(readState(home)).toBeUndefined();
  });
});
