import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { sampleFolder } from './sample-folder.ts';

const root = join(__dirname, '../../..');
const command = [
  '--import',
  createRequire(__filename).resolve('tsx'),
  join(root, 'pipelines/tmdb/demo-api/main.ts'),
];

test('the command says where it listens, what it serves and what of it is made up, and ends on SIGTERM', async () => {
  const child = spawn(process.execPath, [...command, '--data', sampleFolder()]);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === 2) child.kill('SIGTERM');
  }
  if (child.exitCode === null) await once(child, 'exit');
  expect(lines[0]).toMatch(/^Demo TMDB API \(not TMDB\) on http:\/\/127\.0\.0\.1:\d+\/3: 2 movies/);
  expect(lines[1]).toMatch(/^Synthetic: .*edits/);
  expect(child.exitCode).toBe(0);
});

test.each([
  [['--faults', '2'], /--faults <share>.*'2'.*allowed is a number from 0 to 1/],
  [['--fault-kinds', 'fire'], /'fire' is no kind of fault: allowed are 500, 502/],
  [['--date', 'soon'], /the demo date is 'soon': allowed is base, now/],
  [['--data', '/nowhere'], /cannot read '\/nowhere\/movies\.jsonl\.gz'/],
])('%j is refused with what is allowed', async (flags, message) => {
  const run = promisify(execFile)(process.execPath, [...command, ...flags]);
  await expect(run).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(message) });
});
