import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../workers/home.ts';
import { addCounts, formatCounts, jestCounts, NOTHING, type Counts } from './lib/counts.ts';

interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

const bin = (name: string): string => join(PACKAGE_ROOT, 'node_modules', '.bin', name);

const CHECKS: readonly Check[] = [
  { name: 'format', command: [bin('prettier'), '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', command: [bin('oxlint'), '--type-aware', '--deny-warnings'] },
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'workflow bundle', command: [process.execPath, '--import', 'tsx', 'scripts/check-bundle.ts'] },
];

/**
 * One test file at a time: the workers of two would take each other's tasks from the shared queue. Patience, because
 * machines are shared: a test that hangs is found by the minute, not by the second.
 */
const PACE = ['--runInBand', '--testTimeout=60000'];

/** Everything goes to stderr but the last line, so that a script can read the counts alone. */
async function run(command: readonly string[]): Promise<boolean> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd: PACKAGE_ROOT, stdio: ['ignore', 2, 2] });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0;
}

async function runCheck({ name, command }: Check): Promise<Counts> {
  process.stderr.write(`\n== ${name}\n`);
  const passed = await run(command);
  process.stderr.write(`${passed ? 'passed' : 'FAILED'}: ${name}\n`);
  return { ...NOTHING, ...(passed ? { passed: 1 } : { failed: 1 }) };
}

/** A jest that ends without a report (its servers could not be started, say) is one failed check. */
async function runJest(project: string): Promise<Counts> {
  process.stderr.write(`\n== ${project} tests\n`);
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-report-'));
  const report = join(folder, 'report.json');
  try {
    const reporting = ['--json', `--outputFile=${report}`];
    const passed = await run([bin('jest'), '--selectProjects', project, ...PACE, ...reporting]);
    if (!existsSync(report)) return { ...NOTHING, failed: 1 };
    const counts = jestCounts(readFileSync(report, 'utf8'));
    return passed || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  let counts = NOTHING;
  for (const check of CHECKS) {
    counts = addCounts(counts, await runCheck(check));
  }
  for (const project of ['unit', 'integration']) counts = addCounts(counts, await runJest(project));
  process.stderr.write('\n');
  process.stdout.write(`${formatCounts(counts)}\n`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
}

await main();
