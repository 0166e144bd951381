import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../../engine/names.ts';

const { INDEXED_VALUE_TYPE_KEYWORD: KEYWORD, INDEXED_VALUE_TYPE_DATETIME: DATETIME } =
  temporal.api.enums.v1.IndexedValueType;

/** The dev server keeps closed runs for a day unless told otherwise. */
const RETENTION = '30 days';

const TYPES: Readonly<Record<string, typeof KEYWORD | typeof DATETIME>> = Object.fromEntries(
  Object.values(SEARCH_ATTRIBUTES).map((name) => [
    name,
    name === SEARCH_ATTRIBUTES.logicalDate ? DATETIME : KEYWORD,
  ]),
);

/** @returns the engine's search attributes that the namespace lacks */
export async function missingSearchAttributes(connection: Connection, namespace: string): Promise<string[]> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  return Object.keys(TYPES).filter((name) => !(name in customAttributes));
}

/** Registers what is missing of the engine's search attributes; running it again changes nothing. */
export async function registerSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const missing = await missingSearchAttributes(connection, namespace);
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map((name) => [name, TYPES[name] ?? KEYWORD]));
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
}

/** Sets up a dev server of our own: search attributes and how long closed runs are kept. */
export async function provisionTemporal(address: string, namespace = 'default'): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: '5s' });
  try {
    await registerSearchAttributes(connection, namespace);
    await connection.workflowService.updateNamespace({
      namespace,
      config: { workflowExecutionRetentionTtl: msToTs(RETENTION) },
    });
  } finally {
    await connection.close();
  }
}
