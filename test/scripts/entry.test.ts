import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../workers/home.ts';

/** A stranger's project: the package among its node_modules, one DAG file, and tsx as the only tool. */
const project = mkdtempSync(join(tmpdir(), 'tradewind-project-'));
mkdirSync(join(project, 'node_modules'));
symlinkSync(PACKAGE_ROOT, join(project, 'node_modules', 'tradewind'));
writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
afterAll(() => rmSync(project, { recursive: true }));

const runFile = (name: string, code: string): string => {
  writeFileSync(join(project, name), code);
  return execFileSync(join(PACKAGE_ROOT, 'node_modules', '.bin', 'tsx'), [name], {
    cwd: project,
    encoding: 'utf8',
  });
};

test("a DAG file of another folder imports everything it needs from 'tradewind', without a build step", () => {
  const said = runFile(
    'shop.dag.ts',
    `import { chain, crossDownstream, Dag, getContext, TaskFailedForGood, TaskSkipped } from 'tradewind';
     import type { CallbackCall, DagOptions, TaskContext, TriggerRule } from 'tradewind';
     const options: DagOptions = { schedule: '@daily' };
     export const dag = new Dag('shop', options);
     const first = dag.task(async function first() { return getContext().params; })();
     const last = dag.task(async function last() { throw new TaskSkipped('closed'); })();
     chain(first, last);
     crossDownstream([first], [last]);
     const { spec } = dag.freeze();
     console.log(JSON.stringify([spec.tasks.map(({ taskId, upstream }) => [taskId, upstream]), TaskFailedForGood.name]));`,
  );
  expect(JSON.parse(said)).toEqual([
    [
      ['first', []],
      ['last', ['first']],
    ],
    'TaskFailedForGood',
  ]);
}, 30_000);

test('importing it opens nothing: the process ends by itself', () => {
  const said = runFile(
    'idle.ts',
    `import 'tradewind';\nconsole.log(process.getActiveResourcesInfo().filter((kind) => !/TTY|Pipe|FS/.test(kind)).length);`,
  );
  expect(said.trim()).toBe('0');
}, 30_000);
