import { isDeepStrictEqual } from 'node:util';
import { BSON } from 'mongodb';
import type { Mongo } from '../../connectors/mongo.ts';
import type { DuckDB } from '../../lake/duckdb.ts';
import { batchViews, documentsOf, staleDocuments } from '../export/batch-views.ts';
import { goldDocuments } from '../export/gold-rows.ts';
import type { ViewOfRun } from '../export/gold-of-run.ts';
import type { ViewDocument } from '../export/view-document.ts';
import { compare, type Mismatch } from './mismatch.ts';

/** All rows of a view are compared up to so many; of a larger view so many, always the same ones. */
export const COMPARED_ROWS = 10_000;
/** The server looks for some while others are compared. */
const BATCHES_IN_FLIGHT = 4;
const EXAMPLES = 5;

/** Whether MongoDB holds exactly the rows of a view, with equal values, and no document besides. */
export async function checkView(
  duckdb: DuckDB,
  mongo: Mongo,
  { manifest, key }: ViewOfRun,
  paths: readonly string[],
): Promise<{ readonly compared: number; readonly mismatches: readonly Mismatch[] }> {
  const dataset = `batch_views ${manifest.dataset}`;
  const missing: string[] = [];
  const differing: string[] = [];
  let compared = 0;
  const compareBatch = async (documents: readonly ViewDocument[]): Promise<void> => {
    const found = await documentsById(mongo, documents);
    compared += documents.length;
    for (const document of documents) {
      const { _id: id } = document;
      const other = found.get(id);
      if (other === undefined) missing.push(id);
      else differing.push(...differences(document, other));
    }
  };
  const counted = countDocuments(mongo, manifest);
  counted.catch(() => undefined); // it is awaited below; until then it is no unhandled rejection
  // By a hash of the key: spread over the whole view, and the same rows in every try.
  const hash = `md5(concat_ws(':', ${key.map((column) => `gold."${column}"`).join(', ')}))`;
  const sample = manifest.rows > COMPARED_ROWS ? `ORDER BY ${hash} LIMIT ${COMPARED_ROWS}` : '';
  const inFlight: Promise<void>[] = [];
  try {
    for await (const documents of goldDocuments(duckdb, { view: manifest.dataset, key, paths }, sample)) {
      const batch = compareBatch(documents);
      batch.catch(() => undefined); // likewise
      inFlight.push(batch);
      if (inFlight.length >= BATCHES_IN_FLIGHT) await inFlight.shift();
    }
  } finally {
    await Promise.all(inFlight);
  }
  const { there, stale, examples } = await counted;
  return {
    compared,
    mismatches: [
      ...compare(dataset, 'rows of gold that are missing', 0, missing.length, missing),
      ...compare(dataset, 'values that differ from gold', 0, differing.length, differing),
      ...compare(dataset, 'stale documents', 0, stale, examples),
      ...compare(dataset, 'documents', manifest.rows, there, missing.length > 0 ? missing : examples),
    ],
  };
}

/** How many documents of a view there are, and how many are not of this gold, with some of their ids. */
async function countDocuments(
  mongo: Mongo,
  gold: ViewOfRun['manifest'],
): Promise<{ readonly there: number; readonly stale: number; readonly examples: readonly string[] }> {
  return mongo.run(`count the documents of ${gold.dataset}`, async () => {
    const [there, own] = await Promise.all([
      batchViews(mongo).countDocuments({ view_type: gold.dataset }),
      batchViews(mongo).countDocuments(documentsOf(gold)),
    ]);
    if (there === own) return { there, stale: 0, examples: [] };
    const stale = batchViews(mongo).find(staleDocuments(gold)).limit(EXAMPLES).project({ _id: 1 });
    return {
      there,
      stale: there - own,
      examples: (await stale.toArray()).map(({ _id: id }) => String(id)),
    };
  });
}

async function documentsById(
  mongo: Mongo,
  documents: readonly ViewDocument[],
): Promise<ReadonlyMap<string, ViewDocument>> {
  const found = await mongo.run('read documents', async () =>
    batchViews(mongo)
      .find({ _id: { $in: documents.map(({ _id: id }) => id) } })
      .toArray(),
  );
  return new Map(
    found.map((document) => {
      const { _id: id } = document;
      return [id, document];
    }),
  );
}

/** e.g. `temporal_analysis:1999.total_movies is 3, gold has 2`; compared as a reader of MongoDB sees them. */
function differences(document: ViewDocument, found: ViewDocument): string[] {
  const expected = BSON.deserialize(BSON.serialize(document)) as ViewDocument;
  const { _id: id } = expected;
  const fields = new Set([...Object.keys(expected), ...Object.keys(found)]);
  return [...fields]
    .filter((field) => !isDeepStrictEqual(expected[field], found[field]))
    .map((field) => `${id}.${field} is ${text(found[field])}, gold has ${text(expected[field])}`);
}

const text = (value: unknown): string =>
  value === undefined ? 'absent' : JSON.stringify(value).slice(0, 100);
