import type { Client } from '@temporalio/client';
import proto from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../engine/names.ts';

const { IndexedValueType } = proto.temporal.api.enums.v1;

const TYPES: Readonly<Record<string, proto.temporal.api.enums.v1.IndexedValueType>> = {
  [SEARCH_ATTRIBUTES.dagId]: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  [SEARCH_ATTRIBUTES.runId]: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  [SEARCH_ATTRIBUTES.runType]: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  [SEARCH_ATTRIBUTES.logicalDate]: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  [SEARCH_ATTRIBUTES.state]: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
};

const namespaceOf = (client: Client): string => client.options.namespace;

/** The names of ours that the namespace lacks. */
export async function missingSearchAttributes(client: Client): Promise<string[]> {
  const { customAttributes } = await client.connection.operatorService.listSearchAttributes({
    namespace: namespaceOf(client),
  });
  return Object.keys(TYPES).filter((name) => !(name in customAttributes));
}

/**
 * Registers what is missing; harmless to repeat.
 * @returns the names that were registered now
 */
export async function registerSearchAttributes(client: Client): Promise<string[]> {
  const missing = await missingSearchAttributes(client);
  if (missing.length > 0) {
    await client.connection.operatorService.addSearchAttributes({
      namespace: namespaceOf(client),
      searchAttributes: Object.fromEntries(missing.map((name) => [name, TYPES[name]!])),
    });
  }
  return missing;
}
