import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { buildProgram } from '../../cli/main.ts';
import { PACKAGE_ROOT } from '../../workers/home.ts';
import { callsIn, unknownPart } from './commands.ts';

const small = new Command('tradewind');
small.command('up').option('-d, --detach');
small.command('dags').command('list').option('-o, --output <format>');

test.each([
  ['up --detach', undefined],
  ['dags list -o table|json', undefined],
  ['dags list [--output json]', undefined],
  ['fly', "command 'fly'"],
  ['up --slowly', "option '--slowly' of 'up'"],
])('of `tradewind %s` unknown is %p', (call, unknown) => {
  expect(unknownPart(small, call)).toBe(unknown);
});

test('calls are found in code spans and in shell blocks', () => {
  expect(callsIn('run `tradewind up`:\n```sh\nnpx tradewind down # stop\n```\n')).toEqual(['up', 'down']);
});

test.each(['README.md', 'CONTRIBUTING.md', ...pagesOf('docs')])(
  '%s: every command and option exists',
  async (page) => {
    const program = await buildProgram();
    const calls = callsIn(readFileSync(join(PACKAGE_ROOT, page), 'utf8'));
    const unknown = calls.flatMap((call) => unknownPart(program, call) ?? []);
    expect(unknown).toEqual([]);
  },
);

function pagesOf(folder: string): string[] {
  return readdirSync(join(PACKAGE_ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}
