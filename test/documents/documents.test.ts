import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LIMITS } from '../../engine/limits.ts';
import { NOTIFY_SETTINGS } from '../../activities/notify/configuration.ts';
import { TMDB_SETTINGS } from '../../activities/tmdb/configuration.ts';
import { ENGINE_SETTINGS } from '../../workers/configuration.ts';
import { PACKAGE_ROOT } from '../../workers/home.ts';
import { dag } from './readme-dag.ts';

const read = (path: string): string => readFileSync(join(PACKAGE_ROOT, path), 'utf8');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(PACKAGE_ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

describe('the DAG of the README', () => {
  test('is the one that is tested here', () => {
    const [, snippet = ''] = /```ts\n([^`]*(?:`[^`\n]+`[^`]*)*)```/.exec(read('README.md')) ?? [];
    const source = read('test/documents/readme-dag.ts').replace('../../engine/dag.ts', 'tradewind');
    expect(snippet).toBe(source);
  });

  test('is a DAG without a fault', () => {
    const { spec } = dag.freeze();
    expect(spec.tasks.map(({ taskId, upstream }) => [taskId, ...upstream])).toEqual([
      ['extract'],
      ['total', 'extract'],
      ['report', 'total'],
    ]);
    expect(spec.schedule).toEqual({ cron: '0 0 * * *', timezone: 'UTC' });
  });
});

describe.each(pages)('%s', (page) => {
  test('links only to files that exist', () => {
    const targets = [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(
      ([, target = '']) => target,
    );
    const dead = targets.filter((target) => !existsSync(join(PACKAGE_ROOT, dirname(page), target)));
    expect(dead).toEqual([]);
  });
});

test('docs/setup.md explains every environment variable that is read', () => {
  const settings = [ENGINE_SETTINGS, TMDB_SETTINGS, NOTIFY_SETTINGS].flatMap((table) => Object.values(table));
  const setup = read('docs/setup.md');
  expect(settings.map(({ name }) => name).filter((name) => !setup.includes(`\`${name}\``))).toEqual([]);
});

const kibibytes = (bytes: number): string => `${bytes / 1024} KiB`;

test.each([
  ['tasks of a DAG', LIMITS.tasks.toLocaleString('en-US')],
  ['edges of a DAG', LIMITS.edges.toLocaleString('en-US')],
  ['literal inputs of a task', kibibytes(LIMITS.literalBytes)],
  ["result in a run's history", kibibytes(LIMITS.xcomInlineBytes)],
  ['result at all', `${LIMITS.xcomBytes / 1024 ** 2} MiB`],
  ['retries of a task', LIMITS.retries.toLocaleString('en-US')],
])('docs/limits.md says of %s what the engine holds: %s', (limit, value) => {
  const row = read('docs/limits.md')
    .split('\n')
    .find((line) => line.startsWith(`| ${limit} `));
  expect(row?.split('|')[2]?.trim()).toBe(value);
});

test('every decision has a number of its own', () => {
  const numbers = readdirSync(join(PACKAGE_ROOT, 'docs', 'adr')).map((name) => name.slice(0, 4));
  expect(numbers).toEqual([...new Set(numbers)]);
});
