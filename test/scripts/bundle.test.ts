import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledModules, strangers } from '../../scripts/lib/bundle.ts';
import { PACKAGE_ROOT } from '../../workers/home.ts';

describe('what may be in the workflow bundle', () => {
  test.each([
    ['the scheduler', '/house/engine/scheduler.ts', true],
    ['the interpreter', '/house/workflows/dag-run.ts', true],
    ['a package', '/house/node_modules/long/index.js', true],
    ["webpack's own", 'webpack/bootstrap', true],
    ['an activity', '/house/activities/runtime/xcom-store.ts', false],
    ['a DAG file', '/house/pipelines/shop/dag.ts', false],
    ['a part of the worker', '/house/workers/home.ts', false],
    ['a command', '/house/cli/main.ts', false],
    ['a server', '/house/stack/up.ts', false],
    ['the package entry', '/house/index.ts', false],
    ['a built-in', 'node:crypto', false],
    ['a built-in that was stubbed', 'ignored|/house/engine|node:fs', false],
  ])('%s: %s → %s', (_, module, allowed) => {
    expect(strangers([module], '/house')).toEqual(allowed ? [] : [module]);
  });
});

describe('bundling for real', () => {
  // Below the package, where the bundler finds Temporal's own modules; git and jest do not look there.
  const home = join(PACKAGE_ROOT, '.tradewind');
  mkdirSync(home, { recursive: true });
  const folder = mkdtempSync(join(home, 'bundle-test-'));
  const workflows = (code: string): string => {
    const path = join(folder, `${code.length}.ts`);
    writeFileSync(path, code);
    return path;
  };
  afterAll(() => rmSync(folder, { recursive: true }));

  test('shows an activity that a workflow imports', async () => {
    const path = workflows(
      `import { sentimentLabel } from '../../activities/sentiment/label.ts';\nexport const a = () => sentimentLabel(1);`,
    );
    const modules = await bundledModules(path);
    expect(strangers(modules, PACKAGE_ROOT)).toContain(join(PACKAGE_ROOT, 'activities/sentiment/label.ts'));
  }, 60_000);

  test('fails on a built-in, and names it', async () => {
    const path = workflows(
      `import { readFileSync } from 'node:fs';\nexport const a = () => readFileSync('x');`,
    );
    await expect(bundledModules(path)).rejects.toThrow('node:fs');
  }, 60_000);
});
