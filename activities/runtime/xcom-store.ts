import { createHash } from 'node:crypto';
import { LIMITS } from '../../engine/limits.ts';
import { RECORDS_BUCKET } from '../../engine/names.ts';
import type { XComValue } from '../../engine/run-state.ts';
import type { ObjectStore } from '../connectors/object-store.ts';
import { TaskFailedForGood } from './task-errors.ts';

/** Where a value lies: one object per instance and try, so that no try overwrites another's. */
export interface XComKey {
  readonly dagId: string;
  readonly runId: string;
  readonly executionId: string;
  readonly taskId: string;
  readonly mapIndex: number;
  readonly tryNumber: number;
}

const objectKey = (key: XComKey): string =>
  [
    'xcoms',
    key.dagId,
    key.runId,
    key.executionId,
    key.taskId,
    String(key.mapIndex),
    `try-${key.tryNumber}.json`,
  ]
    .map(encodeURIComponent)
    .join('/');

/**
 * Turns a handler's return value into what travels: itself when small, else a reference to S3 with its checksum.
 * @throws TaskFailedForGood when the value is no JSON or larger than the store takes
 */
export async function storeXCom(
  records: () => ObjectStore,
  key: XComKey,
  value: unknown,
): Promise<XComValue | undefined> {
  if (value === undefined) return undefined;
  const body = Buffer.from(serialize(key.taskId, value));
  if (body.length <= LIMITS.xcomInlineBytes) return { value };
  if (body.length > LIMITS.xcomBytes) {
    throw new TaskFailedForGood(
      `XCOM_TOO_LARGE: task '${key.taskId}' returned ${body.length} bytes, allowed are ${LIMITS.xcomBytes}. Write the data to S3 and return its path.`,
    );
  }
  const location = objectKey(key);
  await records().put(RECORDS_BUCKET, location, body, { contentType: 'application/json' });
  const sha256 = createHash('sha256').update(body).digest('hex');
  return { ref: { bucket: RECORDS_BUCKET, key: location, bytes: body.length, sha256 } };
}

/**
 * The value behind what travelled.
 * @throws Error when the stored object is gone or was changed
 */
export async function loadXCom(records: () => ObjectStore, xcom: XComValue): Promise<unknown> {
  if (!('ref' in xcom)) return xcom.value;
  const { bucket, key, bytes, sha256 } = xcom.ref;
  const body = await records().get(bucket, key);
  if (body.length !== bytes || createHash('sha256').update(body).digest('hex') !== sha256) {
    throw new Error(
      `XCOM_DAMAGED: s3://${bucket}/${key} is not what its task returned. Clear that task to make it anew.`,
    );
  }
  return JSON.parse(body.toString('utf8')) as unknown;
}

function serialize(taskId: string, value: unknown): string {
  try {
    const text = JSON.stringify(value) as string | undefined;
    if (text !== undefined) return text;
  } catch (error) {
    throw new TaskFailedForGood(
      `XCOM_NOT_JSON: task '${taskId}' returned a value that is no JSON: ${(error as Error).message}`,
    );
  }
  throw new TaskFailedForGood(
    `XCOM_NOT_JSON: task '${taskId}' returned a ${typeof value}. Return JSON values only.`,
  );
}
