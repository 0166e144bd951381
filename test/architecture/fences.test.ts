import { firstCycle, importGraph } from './import-cycles.ts';
import { offences, ROOM_RULES } from './room-imports.ts';
import { importsOf, isCode, projectFiles, read } from './source-files.ts';

/** `@scope/name/path` → `@scope/name`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const files = projectFiles();
const code = files.filter(isCode);
const inRoom = (path: string, room: string): boolean => path.startsWith(`${room}/`);

/** Rooms that serve any DAG, and so must not know the pipeline that happens to be the first. */
const GENERIC_ROOMS = [
  'engine',
  'workflows',
  'activities/runtime',
  'activities/connectors',
  'activities/lake',
  'activities/quality',
  'activities/notify',
  'activities/sentiment',
  'workers',
  'cli',
  'stack',
  'bin',
];

test.each(GENERIC_ROOMS)('%s knows no movie pipeline', (room) => {
  const knowing = files.filter((path) => inRoom(path, room) && /tmdb/i.test(path + read(path)));
  expect(knowing).toEqual([]);
});

test('no file of code is longer than 500 lines', () => {
  const long = code.filter((path) => read(path).trimEnd().split('\n').length > 500);
  expect(long).toEqual([]);
});

describe('what a room may import', () => {
  test.each(ROOM_RULES.map((rule) => [rule.room, rule] as const))('%s', (room, rule) => {
    const own = code.filter((path) => inRoom(path, room));
    expect(own.flatMap((path) => offences(rule, path, read(path)))).toEqual([]);
    expect(own.length).toBeGreaterThan(0);
  });

  test('nobody imports in a circle', () => {
    expect(firstCycle(importGraph(new Map(code.map((path) => [path, read(path)]))))).toEqual([]);
  });

  test('a room is imported by names, never whole', () => {
    expect(code.filter((path) => /^export \*/m.test(read(path)) && !inRoom(path, 'test'))).toEqual([]);
  });
});

test('what a worker or the command line runs is installed without development packages', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  const missing = code
    .filter((path) => !/^(test|scripts|bench)\/|^jest\.config/.test(path))
    .flatMap((path) =>
      importsOf(read(path))
        .filter(({ specifier, typeOnly }) => !typeOnly && !/^(\.|node:|tradewind(\/|$))/.test(specifier))
        .filter(({ specifier }) => dependencies[packageOf(specifier)] === undefined)
        .map(({ specifier }) => `${path} imports ${specifier}`),
    );
  expect(missing).toEqual([]);
});

describe('nothing of one machine is written down', () => {
  test('the lock file records no address of a registry', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved":\s*"https?:/);
  });

  test('no file names a folder of a person or of a build machine', () => {
    const own = /(?:^|[\s"'`(=])\/(?:home|Users|root|work)\/[A-Za-z0-9_.-]+/m;
    const naming = files.filter((path) => path !== 'package-lock.json' && own.test(read(path)));
    expect(naming).toEqual([]);
  });

  test('no file names a server of a private network', () => {
    const server =
      /https?:\/\/(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|[\w.-]+\.(?:internal|intranet|corp|lan)\b)/;
    expect(files.filter((path) => server.test(read(path)))).toEqual([]);
  });

  test('.npmrc names no registry', () => {
    expect(read('.npmrc')).not.toMatch(/registry\s*=\s*http/);
  });
});
