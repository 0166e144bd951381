import type { DagRegistry, RegisteredDag } from '../activities/runtime/dag-registry.ts';
import { didYouMean, listNames } from '../engine/suggest.ts';
import { readDagFolder, type DagFolder, type ImportError } from '../workers/dag-folder.ts';
import { CommandFailed } from './command-error.ts';
import { tell } from './output.ts';

/** Reads the DAGs folder, and says on stderr which files could not be read. */
export async function readDags(): Promise<DagFolder> {
  const folder = await readDagFolder();
  for (const fault of folder.importErrors) tell(describeImportError(fault));
  return folder;
}

const describeImportError = ({ file, error }: ImportError): string =>
  `DAG file '${file}' could not be read: ${error.message}`;

/** @throws CommandFailed that lists the known DAGs */
export function findDag(registry: DagRegistry, dagId: string): RegisteredDag {
  const dag = registry.get(dagId);
  if (dag !== undefined) return dag;
  const known = registry.all().map(({ spec }) => spec.dagId);
  throw new CommandFailed(
    `There is no DAG '${dagId}'. ${didYouMean(dagId, known)}Known are ${listNames(known)}; files that could not be read: \`tradewind dags list-import-errors\`.`,
  );
}

/** One DAG of the folder by its id. */
export async function readDag(dagId: string): Promise<RegisteredDag> {
  return findDag((await readDags()).registry, dagId);
}
