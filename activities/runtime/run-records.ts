import { RECORDS_BUCKET } from '../../engine/names.ts';
import type { RunRecord } from '../../engine/run-messages.ts';
import type { ObjectStore } from '../connectors/object-store.ts';

const recordKey = (dagId: string, runId: string): string =>
  `runs/${encodeURIComponent(dagId)}/${encodeURIComponent(runId)}.json`;

/** Stores a closed run; a rerun's record replaces the one before. */
export async function storeRunRecord(store: ObjectStore, record: RunRecord): Promise<void> {
  const { dagId, runId } = record.view;
  await store.put(RECORDS_BUCKET, recordKey(dagId, runId), JSON.stringify(record), {
    contentType: 'application/json',
  });
}

/** @returns the record of a closed run; undefined when none was stored */
export async function readRunRecord(
  store: ObjectStore,
  dagId: string,
  runId: string,
): Promise<RunRecord | undefined> {
  const body = await store.tryGet(RECORDS_BUCKET, recordKey(dagId, runId));
  return body === undefined ? undefined : (JSON.parse(body.toString('utf8')) as RunRecord);
}
