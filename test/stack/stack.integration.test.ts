import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { StackStatus } from '../../stack/report-status.ts';
import { readState } from '../../stack/state-file.ts';
import { mongoAnswers, s3Answers } from '../../stack/servers/answers.ts';
import { missingSearchAttributes } from '../../workers/search-attributes.ts';
import { killHard, living, StackLab } from './stack-lab.ts';

jest.setTimeout(180_000);

let lab: StackLab;
beforeAll(() => {
  lab = new StackLab();
});
afterAll(() => lab.remove());

const status = async (): Promise<StackStatus> =>
  JSON.parse((await lab.tradewind(['status', '-o', 'json'])).stdout) as StackStatus;

/** @returns undefined when another program holds it already, which serves as well */
async function holdPort(port: number): Promise<Server | undefined> {
  const server = createServer().listen(port, '127.0.0.1');
  return once(server, 'listening').then(
    () => server,
    () => undefined,
  );
}

describe('the embedded stack', () => {
  it('comes up in the background, with every service answering at the address it names', async () => {
    const up = await lab.tradewind(['up', '--detach']);
    expect(up).toMatchObject({ code: 0, stdout: '' });
    expect(up.stderr).toMatch(/temporal: ready at [^]*worker: ready at [^]*The stack is up/);

    const { state, services } = await status();
    expect(state).toBe('running');
    expect(Object.keys(services).toSorted()).toEqual(['mongo', 's3', 'sample-api', 'temporal', 'worker']);
    const { S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY, S3_SECRET_KEY } = services['s3']!.environment!;
    await s3Answers({
      endpoint: S3_ENDPOINT!,
      region: S3_REGION!,
      accessKey: S3_ACCESS_KEY!,
      secretKey: S3_SECRET_KEY!,
    });
    await mongoAnswers(services['mongo']!.address);
    const connection = await Connection.connect({ address: services['temporal']!.address });
    expect(await missingSearchAttributes(new Client({ connection }))).toEqual([]);
    await connection.close();
    const api = await fetch(services['sample-api']!.environment!['SAMPLE_API_URL']!);
    expect(await api.text()).toBe('ok');
    for (const service of Object.values(services)) {
      expect(service).toMatchObject({ version: expect.stringMatching(/./), logFile: expect.any(String) });
    }
  });

  it('is attached to by a second start, which starts nothing', async () => {
    const before = lab.processes();
    const second = await lab.tradewind(['up', '--detach']);
    expect(second.stderr).toContain('A stack is up already');
    expect(second.code).toBe(0);
    expect(lab.processes()).toEqual(before);
  });

  it('is found in good health by the doctor', async () => {
    const { code, stdout } = await lab.tradewind(['doctor', '-o', 'json']);
    const findings = JSON.parse(stdout) as { check: string; result: string }[];
    expect(findings.filter(({ result }) => result === 'wrong')).toEqual([]);
    expect(findings.map(({ check }) => check)).toEqual(
      expect.arrayContaining(['Temporal', 'search attributes', 'S3', 'bucket tradewind', 'MongoDB']),
    );
    expect(code).toBe(0);
  });

  it('names a service that dies, with how and the end of its log', async () => {
    await killHard(lab.pidOf('s3'));
    const { code, stderr } = await lab.tradewind(['status']);
    expect(stderr).toMatch(
      /s3 has died \(signal SIGKILL\)\. The end of its log:\n {2}\| .*Starting s3 server/,
    );
    expect(code).toBe(1);
    const supervisor = await readFile(join(lab.home, 'logs', 'supervisor.log'), 'utf8');
    expect(supervisor).toContain('s3 has died (signal SIGKILL)');
  });

  it('leaves no process behind when it is stopped', async () => {
    const processes = lab.processes();
    expect(living(processes)).toHaveLength(processes.length - 1);
    expect(await lab.tradewind(['down'])).toMatchObject({ code: 0, stderr: 'stack stopped\n' });
    expect(living(processes)).toEqual([]);
    expect(readState(lab.home)).toBeUndefined();
  });

  it('says how to start it where none is up', async () => {
    const { code, stderr } = await lab.tradewind(['status']);
    expect(stderr).toContain('Start it with `tradewind up`.');
    expect(code).toBe(1);
  });
});

describe('a stack whose supervisor was killed', () => {
  it('is cleared away by the next start, which keeps the credentials', async () => {
    const credentials = await readFile(join(lab.home, 'credentials', 's3.json'), 'utf8');
    expect((await lab.tradewind(['up', '--detach'])).code).toBe(0);
    const left = lab.processes();
    await killHard(left[0]!.pid);
    expect((await status()).state).toBe('killed');

    expect((await lab.tradewind(['up', '--detach'])).code).toBe(0);
    expect(living(left)).toEqual([]);
    expect((await status()).state).toBe('running');
    expect(await readFile(join(lab.home, 'credentials', 's3.json'), 'utf8')).toBe(credentials);
    await lab.tradewind(['down']);
  });
});

describe('while other servers hold the well-known ports', () => {
  it('takes other ones', async () => {
    const wellKnown = [7233, 8233, 9000, 27_017];
    const holders = await Promise.all(wellKnown.map((port) => holdPort(port)));
    expect((await lab.tradewind(['up', '--detach'])).code).toBe(0);
    const { services } = await status();
    const addresses = Object.values(services).flatMap(({ address, ui }) => [address, ui ?? address]);
    const ports = addresses.map((address) => Number(address.split(':').at(-1)));
    expect(ports.filter((port) => wellKnown.includes(port))).toEqual([]);
    await lab.tradewind(['down']);
    holders.forEach((holder) => holder?.close());
  });
});

describe('a start that fails', () => {
  it('says which service and why, and ends what it had started', async () => {
    const nobody = 'mongodb://127.0.0.1:9';
    const failed = lab.tradewind(['up', '--detach'], {
      MONGODB_CONNECTION_STRING: nobody,
      TEMPORAL_ADDRESS: '127.0.0.1:9',
    });
    const { code, stderr } = await failed;
    expect(code).toBe(1);
    expect(stderr).toContain(`mongo: ${nobody} (MONGODB_CONNECTION_STRING in the environment)`);
    expect(stderr).toMatch(
      /worker ended while starting \(exit code 1\)[^]*Temporal cannot be reached at 127.0.0.1:9/,
    );
    expect(readState(lab.home)).toBeUndefined();
    const s3 = /s3: ready at (\S+)/.exec(stderr)![1]!;
    await expect(fetch(s3)).rejects.toThrow('fetch failed');
  });
});

describe('the command line', () => {
  it.each([
    ['an unknown command', ['nonsense'], 2, /unknown command 'nonsense'/],
    ['an unknown output format', ['status', '-o', 'xml'], 2, /Allowed choices are table, json, yaml, plain/],
    ['an unknown option', ['up', '--wait'], 2, /unknown option '--wait'/],
  ])('refuses %s', async (_what, args, code, message) => {
    const outcome = await lab.tradewind(args);
    expect(outcome.code).toBe(code);
    expect(outcome.stderr).toMatch(message);
  });

  it.each([[[]], [['up']], [['down']], [['status']], [['doctor']], [['worker']], [['version']]])(
    'has help with an example: %j',
    async (command) => {
      const { code, stdout } = await lab.tradewind([...command, '--help']);
      expect(code).toBe(0);
      expect(stdout).toMatch(/Usage: tradewind[^]*Example:\n {2}\S/);
    },
  );
});
