import type { Collection, Filter } from 'mongodb';
import type { Mongo } from '../../connectors/mongo.ts';
import type { Manifest } from '../../lake/manifest.ts';
import type { ViewDocument } from './view-document.ts';

export const BATCH_VIEWS = 'batch_views';

/** The contract's indexes, each with the question it answers. */
const INDEXES = [
  { key: { view_type: 1, genre: 1, year: -1 } },
  { key: { view_type: 1, movie_id: 1 } },
  { key: { view_type: 1, window: 1 } },
  { key: { computed_at: -1 } },
] as const;

export const batchViews = (mongo: Mongo): Collection<ViewDocument> =>
  mongo.db.collection<ViewDocument>(BATCH_VIEWS);

export async function ensureIndexes(mongo: Mongo): Promise<void> {
  await mongo.run(`make the indexes of ${BATCH_VIEWS}`, async () =>
    batchViews(mongo).createIndexes(INDEXES.map(({ key }) => ({ key }))),
  );
}

type Gold = Pick<Manifest, 'dataset' | 'run' | 'committedAt'>;

/** The documents of a view that this gold left: every one carries the run and the moment it was computed. */
export const documentsOf = ({ dataset, run, committedAt }: Gold): Filter<ViewDocument> => ({
  view_type: dataset,
  run_id: run.runId,
  computed_at: new Date(committedAt),
});

/** All other documents of the view. */
export const staleDocuments = ({ dataset, run, committedAt }: Gold): Filter<ViewDocument> => ({
  view_type: dataset,
  $or: [{ run_id: { $ne: run.runId } }, { computed_at: { $ne: new Date(committedAt) } }],
});
