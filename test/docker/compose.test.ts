import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { RECORDS_BUCKET } from '../../engine/names.ts';
import { PACKAGE_ROOT } from '../../workers/home.ts';

interface Service {
  readonly image: string;
  readonly restart?: string;
  readonly build?: { readonly dockerfile: string };
  readonly ports?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly networks?: readonly string[];
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, unknown>>;
}

const file = (name: string): string => join(PACKAGE_ROOT, 'docker', name);
const text = readFileSync(file('compose.yml'), 'utf8');
const compose = parse(text, { merge: true }) as ComposeFile;
const services = Object.entries(compose.services);
const jobs = new Set(services.filter(([, { restart }]) => restart === 'no').map(([name]) => name));

const example = Object.fromEntries(
  readFileSync(file('.env.example'), 'utf8')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line))
    .map((line) => line.split('=', 2) as [string, string]),
);

test('it has Temporal, PostgreSQL, the Web UI, S3, MongoDB and a worker', () => {
  expect(Object.keys(compose.services)).toEqual(
    expect.arrayContaining(['postgresql', 'temporal', 'temporal-ui', 'minio', 'mongodb', 'worker']),
  );
});

describe.each(services)('%s', (name, service) => {
  test('its image is pinned to a version', () => {
    expect(service.image).toMatch(/^[^:]+:(?!latest$)\S*\d+[.-]\d+\S*$/);
  });
  test('its ports are open to this machine only', () => {
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  });
  test('it says whether it is well, or ends', () => {
    expect(jobs.has(name) || (service.healthcheck?.test.length ?? 0) > 1).toBe(true);
  });
  test('it is on the one network, and no secret has a value', () => {
    expect(service.networks).toEqual(Object.keys(compose.networks));
    for (const [variable, value] of Object.entries(service.environment ?? {})) {
      if (/PASSWORD|PWD|SECRET|API_KEY|SMTP_URL|WEBHOOK/.test(variable))
        expect(value).toMatch(/^\$\{[A-Z0-9_]+:[?-][^}]*\}$/);
    }
  });
  test('what it keeps lies in a named volume', () => {
    for (const volume of service.volumes ?? [])
      expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
  });
});

test('only what makes something once ends', () => {
  expect([...jobs].sort()).toEqual(['buckets', 'deploy']);
});

test('every bucket is made before the worker needs it', () => {
  const made = compose.services['buckets']?.command?.filter((word) => word.startsWith('store/'));
  expect(made).toEqual(
    ['bronze-data', 'silver-data', 'gold-data', RECORDS_BUCKET].map((name) => `store/${name}`),
  );
});

describe('.env.example', () => {
  test('names every variable that the file uses, and no other', () => {
    const used = new Set([...text.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, variable]) => variable));
    expect(new Set(Object.keys(example))).toEqual(used);
  });
  test('holds no value', () => {
    expect(Object.values(example).filter((value) => value !== '')).toEqual([]);
  });
});

describe('the worker image', () => {
  const dockerfile = readFileSync(file('worker.Dockerfile'), 'utf8');
  test('runs as a user without rights', () => {
    expect(dockerfile.match(/^USER .+$/gm)).toEqual(['USER node']);
  });
  test('is built on one pinned version of the Node that the project names', () => {
    const major = readFileSync(join(PACKAGE_ROOT, '.nvmrc'), 'utf8').trim();
    const bases = new Set([...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base));
    expect([...bases]).toEqual([expect.stringMatching(new RegExp(`^node:${major}\\.\\d+\\.\\d+-`))]);
  });
  test('holds every folder and file that its ignore file lets in', () => {
    const wanted = readFileSync(file('worker.Dockerfile.dockerignore'), 'utf8').match(/^!.+$/gm) ?? [];
    const absent = wanted.filter(
      (line) => !line.includes('*') && !existsSync(join(PACKAGE_ROOT, line.slice(1))),
    );
    expect(absent).toEqual([]);
  });
});

/** `docker compose`, or the stand-alone program; undefined where neither is here. */
const composeCommand = [['docker', 'compose'], ['docker-compose']].find(([program = '', ...words]) => {
  try {
    execFileSync(program, [...words, 'version'], { stdio: 'ignore', timeout: 30_000 });
    return true;
  } catch {
    return false; // not installed, or docker without its compose plug-in
  }
});
const suite = composeCommand === undefined ? describe.skip : describe;
const whyNot = composeCommand === undefined ? ' (no docker compose on this machine)' : '';

/** The file as compose understands it, with these variables set and no others. */
function resolvedBy(environment: Record<string, string>): string {
  const [program = '', ...words] = composeCommand ?? [];
  return execFileSync(program, [...words, '-f', file('compose.yml'), 'config'], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
}

suite(`docker compose config${whyNot}`, () => {
  test('accepts the file when the required variables are set', () => {
    const filled = Object.keys(example).filter((name) => !name.endsWith('_PORT'));
    const resolved = parse(resolvedBy(Object.fromEntries(filled.map((name) => [name, 'x1'])))) as ComposeFile;
    expect(new Set(Object.keys(resolved.services))).toEqual(new Set(Object.keys(compose.services)));
  });

  test('names the first one that is not', () => {
    expect(() => resolvedBy({})).toThrow(/required variable \S+ is missing a value: fill in docker\/\.env/);
  });
});
