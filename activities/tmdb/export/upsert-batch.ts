import { setTimeout as wait } from 'node:timers/promises';
import { MongoBulkWriteError, type Collection } from 'mongodb';
import { explainMongoFault } from '../../connectors/mongo-errors.ts';
import type { ViewDocument } from './view-document.ts';

/** Documents could not be written, however often it was tried. */
export class ExportBatchFailed extends Error {
  override readonly name = 'ExportBatchFailed';
  readonly type = 'ExportBatchFailed';
  /** `_id`s of the documents that are not in MongoDB. */
  readonly ids: readonly string[];

  constructor(ids: readonly string[], tries: number, cause: Error) {
    const named = ids.slice(0, IDS_IN_MESSAGE).map((id) => `'${id}'`);
    const more = ids.length > named.length ? ` and ${ids.length - named.length} more` : '';
    super(
      `${ids.length} documents could not be written in ${tries} tries: ${named.join(', ')}${more}. ` +
        `The last try failed with: ${cause.message}`,
      { cause },
    );
    this.ids = ids;
  }
}

const IDS_IN_MESSAGE = 20;

export interface Retries {
  /** Tries in all. */
  readonly tries: number;
  /** Before the second try; doubles with each. */
  readonly firstDelayMs: number;
}

export const BATCH_RETRIES: Retries = { tries: 5, firstDelayMs: 250 };

/**
 * Replaces or inserts documents by `_id`, in no order. What fails is tried again alone, with growing pauses: a write
 * done twice leaves the same document.
 * @returns how many tries it took
 * @throws ExportBatchFailed that names the documents that are still not written
 */
export async function upsertBatch(
  collection: Collection<ViewDocument>,
  documents: readonly ViewDocument[],
  {
    address,
    signal,
    retries = BATCH_RETRIES,
  }: { readonly address: string; readonly signal: AbortSignal; readonly retries?: Retries },
): Promise<number> {
  let left = documents;
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    try {
      await collection.bulkWrite(
        left.map((replacement) => {
          const { _id } = replacement;
          return { replaceOne: { filter: { _id }, replacement, upsert: true } };
        }),
        { ordered: false },
      );
      return tries;
    } catch (fault) {
      left = notWritten(left, fault);
      const error = explainMongoFault(fault, 'write documents', address) as Error;
      const final = 'nonRetryable' in error && error.nonRetryable === true;
      if (tries >= retries.tries || final)
        throw new ExportBatchFailed(
          left.map(({ _id }) => _id),
          tries,
          error,
        );
    }
    await wait(retries.firstDelayMs * 2 ** (tries - 1), undefined, { signal });
  }
}

/** Only what the server itself calls failed may be taken for failed; after a lost connection that may be anything. */
function notWritten(documents: readonly ViewDocument[], fault: unknown): readonly ViewDocument[] {
  if (!(fault instanceof MongoBulkWriteError) || fault.result.getWriteConcernError() !== undefined)
    return documents;
  const failed = [fault.writeErrors].flat().map(({ index }) => documents[index]);
  const known = failed.filter((document) => document !== undefined);
  return known.length === 0 ? documents : known;
}
