import { firstCycle, importGraph } from './import-cycles.ts';

const cycleOf = (files: Record<string, string>): string[] =>
  firstCycle(importGraph(new Map(Object.entries(files))));

test.each<[string, Record<string, string>, string[]]>([
  ['a chain', { 'a.ts': "import { b } from './b.ts';", 'b.ts': '' }, []],
  [
    'a diamond',
    {
      'a.ts': "import './b.ts';\nimport './c.ts';",
      'b.ts': "import './d.ts';",
      'c.ts': "export { d } from './d.ts';",
      'd.ts': '',
    },
    [],
  ],
  [
    'a cycle over folders',
    { 'x/a.ts': "import {\n  b,\n} from '../y/b.ts';", 'y/b.ts': "import { a } from '../x/a.ts';" },
    ['x/a.ts', 'y/b.ts', 'x/a.ts'],
  ],
  [
    'a cycle that begins later',
    { 'a.ts': "import './b.ts';", 'b.ts': "export * from './c.ts';", 'c.ts': "await import('./b.ts')" },
    ['b.ts', 'c.ts', 'b.ts'],
  ],
  [
    'types that refer to each other are no cycle',
    { 'a.ts': "import type { B } from './b.ts';", 'b.ts': "import type { A } from './a.ts';" },
    [],
  ],
  ['a file that imports itself', { 'a.ts': "import './a.ts';" }, ['a.ts', 'a.ts']],
])('%s', (_case, files, cycle) => {
  expect(cycleOf(files)).toEqual(cycle);
});
