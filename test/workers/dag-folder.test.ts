import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { dagsFolder, readDagFolder, type DagFolder } from '../../workers/dag-folder.ts';
import { PACKAGE_ROOT } from '../../workers/home.ts';

const IMPORT = `import { Dag } from '${join(PACKAGE_ROOT, 'index.ts')}';`;
const dagFile = (dagId: string, options = '{}'): string =>
  `${IMPORT}\nexport const dag = new Dag('${dagId}', ${options});\ndag.task(async function work() {})();`;

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

async function readFiles(files: Readonly<Record<string, string>>): Promise<DagFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-dags-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return readDagFolder(folder);
}

const dagIds = ({ registry }: DagFolder): string[] => registry.all().map(({ spec }) => spec.dagId);
const faults = ({ importErrors }: DagFolder) =>
  importErrors.map(({ file, error }) => `${file}: ${error.message}`);

test.each([
  ['dag.ts', true],
  ['shop.dag.ts', true],
  ['shop.dag.js', true],
  ['deep/er/dag.ts', true],
  ['shop.ts', false],
  ['mydag.ts', false],
  ['dag.test.ts', false],
  ['node_modules/other/dag.ts', false],
  ['dist/dag.ts', false],
])('%s is a DAG file: %s', async (name, is) => {
  expect(dagIds(await readFiles({ [name]: dagFile('shop') }))).toEqual(is ? ['shop'] : []);
});

test('every exported DAG of a file counts, once', async () => {
  const second = `export const other = new Dag('other');\nother.task(async function work() {})();\nexport default dag;`;
  expect(dagIds(await readFiles({ 'dag.ts': `${dagFile('shop')}\n${second}` }))).toEqual(['other', 'shop']);
});

test.each([
  ['one that throws', `throw new Error('no such table');`, 'bad.dag.ts: no such table'],
  ['one without a DAG', 'export const nothing = 1;', 'bad.dag.ts: the file exports no Dag'],
  [
    'one with a mistake',
    dagFile('shop', `{ tag: [] }`),
    `UNKNOWN_KEY: DAG 'shop': the DAG has no setting 'tag'.`,
  ],
  [
    'one with a default outside its schema',
    dagFile('shop', `{ params: { pages: { type: 'integer', maximum: 5, default: 6 } } }`),
    `BAD_VALUE: DAG 'shop': by default, param 'pages' is 6: it must be <= 5. Correct the default or the schema`,
  ],
  ['one that repeats a dag id', dagFile('good'), "DAG 'good' is defined in a-good.dag.ts and in bad.dag.ts"],
])('a bad file, %s, is named and hides no other', async (_, text, message) => {
  const folder = await readFiles({ 'a-good.dag.ts': dagFile('good'), 'bad.dag.ts': text });
  expect(dagIds(folder)).toEqual(['good']);
  expect(faults(folder)).toEqual([expect.stringContaining(message)]);
});

test('what a DAG file exports as its environment is handed on', async () => {
  const text = `${dagFile('shop')}\nexport const environment = { settings: {}, check: () => 'checked' };`;
  const { environments } = await readFiles({ 'dag.ts': text });
  expect(environments.map(({ check }) => check({}))).toEqual(['checked']);
});

test('a folder that is not there is an error that names the variable', async () => {
  await expect(readDagFolder(join(tmpdir(), 'no-such-folder'))).rejects.toThrow(
    /'.*no-such-folder' does not exist\. Set TRADEWIND_DAGS_FOLDER/,
  );
});

test.each([
  [undefined, join(PACKAGE_ROOT, 'pipelines')],
  ['', join(PACKAGE_ROOT, 'pipelines')],
  ['/srv/dags', '/srv/dags'],
  ['dags', join(process.cwd(), 'dags')],
])('TRADEWIND_DAGS_FOLDER=%s is the folder %s', (given, folder) => {
  expect(dagsFolder({ TRADEWIND_DAGS_FOLDER: given })).toBe(folder);
});
