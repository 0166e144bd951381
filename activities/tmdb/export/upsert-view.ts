import type { Mongo } from '../../connectors/mongo.ts';
import type { DuckDB } from '../../lake/duckdb.ts';
import { batchViews } from './batch-views.ts';
import { goldDocumentsFrom, type GoldFiles } from './gold-rows.ts';
import { upsertBatch, type Retries } from './upsert-batch.ts';
import type { ViewDocument } from './view-document.ts';

/** Documents a bulk write; the contract's number. */
export const BATCH_SIZE = 1_000;
/** The server works on some while the next ones are read. */
const BATCHES_IN_FLIGHT = 4;

export interface UpsertOptions {
  readonly mongo: Mongo;
  readonly signal: AbortSignal;
  readonly retries?: Retries;
  /** So many rows from the start are acknowledged already, by an earlier try. */
  readonly skip: number;
  /** So many rows from the start are acknowledged by now. */
  readonly onAcknowledged: (rows: number) => void;
}

export interface UpsertCounts {
  readonly documents: number;
  readonly batches: number;
  /** Further tries of batches that failed. */
  readonly retries: number;
}

/**
 * Upserts every row of a view. Batches are acknowledged in the order of the rows, so the number of those done tells a
 * later try where to go on. When it ends, also by a failure, no write is under way any more: one that landed later
 * could bring back what another run has removed.
 * @throws ExportBatchFailed; the signal's reason when it aborts
 */
export async function upsertView(
  duckdb: DuckDB,
  files: GoldFiles,
  { mongo, signal, retries, skip, onAcknowledged }: UpsertOptions,
): Promise<UpsertCounts> {
  const collection = batchViews(mongo);
  const counts = { documents: 0, batches: 0, retries: 0 };
  const inFlight: { readonly size: number; readonly tries: Promise<number> }[] = [];
  const settleOldest = async (): Promise<void> => {
    const oldest = inFlight[0];
    if (oldest === undefined) return;
    counts.retries += (await oldest.tries) - 1;
    inFlight.shift();
    counts.documents += oldest.size;
    counts.batches += 1;
    onAcknowledged(skip + counts.documents);
  };
  try {
    for await (const batch of batches(goldDocumentsFrom(duckdb, files, skip))) {
      signal.throwIfAborted();
      const options = { address: mongo.address, signal, ...(retries === undefined ? {} : { retries }) };
      const tries = upsertBatch(collection, batch, options);
      tries.catch(() => undefined); // it is awaited in its turn; until then it is no unhandled rejection
      inFlight.push({ size: batch.length, tries });
      if (inFlight.length >= BATCHES_IN_FLIGHT) await settleOldest();
    }
    while (inFlight.length > 0) await settleOldest();
  } finally {
    await Promise.allSettled(inFlight.map(({ tries }) => tries));
  }
  return counts;
}

async function* batches(chunks: AsyncIterable<ViewDocument[]>): AsyncGenerator<ViewDocument[]> {
  let pending: ViewDocument[] = [];
  for await (const chunk of chunks) {
    pending.push(...chunk);
    while (pending.length >= BATCH_SIZE) {
      yield pending.slice(0, BATCH_SIZE);
      pending = pending.slice(BATCH_SIZE);
    }
  }
  if (pending.length > 0) yield pending;
}
