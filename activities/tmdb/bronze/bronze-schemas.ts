import type { RowSchema } from '../../lake/parquet-writer.ts';
import type { BronzeDataset } from './bronze-datasets.ts';

const column = (type: 'INT32' | 'INT64' | 'UTF8' | 'TIMESTAMP_MILLIS') =>
  ({ type, compression: 'SNAPPY' }) as const;
const optional = (type: 'INT32' | 'INT64' | 'UTF8') => ({ ...column(type), optional: true }) as const;

const common = {
  // Least and greatest text of a row group say nothing, but are whole bodies, held in memory up to the footer.
  raw: { ...column('UTF8'), statistics: false } as const,
  run_id: column('UTF8'),
  extraction_timestamp: column('TIMESTAMP_MILLIS'),
};

/**
 * The columns of each dataset are stated, never inferred: what the API happens to send today cannot change them. What
 * they say beside `raw` is only what finds a row again.
 */
export const BRONZE_SCHEMAS: Readonly<Record<BronzeDataset, RowSchema>> = {
  movies: {
    movie_id: optional('INT64'),
    category: column('UTF8'),
    page: column('INT32'),
    position: column('INT32'),
    ...common,
  },
  movie_details: { movie_id: column('INT64'), ...common },
  credits: { movie_id: column('INT64'), ...common },
  reviews: { movie_id: column('INT64'), review_id: optional('UTF8'), page: column('INT32'), ...common },
  genres: { genre_id: optional('INT32'), name: optional('UTF8'), ...common },
};
