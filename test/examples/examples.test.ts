import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { deployedUnnamed } from '../../cli/deploy-dags.ts';
import { readDagFolder, type DagFolder } from '../../workers/dag-folder.ts';
import { PACKAGE_ROOT } from '../../workers/home.ts';
import { importsOf, projectFiles, read } from '../architecture/source-files.ts';

const files = projectFiles().filter((path) => path.startsWith('pipelines/examples/'));
let folder: DagFolder;

beforeAll(async () => {
  folder = await readDagFolder(join(PACKAGE_ROOT, 'pipelines'));
});

test.each(files)('%s is cheap to read: it imports the package and nothing else', (path) => {
  expect(importsOf(read(path)).map(({ specifier }) => specifier)).toEqual(['../../index.ts']);
});

test('an example file holds one DAG, named after it', () => {
  const examples = folder.registry.all().filter(({ file }) => file.startsWith('examples/'));
  expect(examples.map(({ spec }) => spec.dagId).sort()).toEqual(
    files.map((path) => `example_${basename(path, '.dag.ts').replaceAll('-', '_')}`).sort(),
  );
});

test('unless they are named, nothing of them is deployed', () => {
  expect(deployedUnnamed(folder.registry).map(({ file }) => file)).toEqual([
    'tmdb/dag.ts',
    'tmdb/rebuild.dag.ts',
  ]);
});

test('docs/authoring.md lists them all', () => {
  const page = readFileSync(join(PACKAGE_ROOT, 'docs', 'authoring.md'), 'utf8');
  expect(files.filter((path) => !page.includes(`| \`${basename(path)}\``))).toEqual([]);
});
