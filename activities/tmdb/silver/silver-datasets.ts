/** The datasets of silver in the order of their commits: what later stages start from (`movies`) comes last. */
export const SILVER_DATASETS = ['quarantine', 'movie_snapshots', 'credits', 'reviews', 'movies'] as const;
export type SilverDataset = (typeof SILVER_DATASETS)[number];

/** Raised when a column is added; readers accept every older one. */
export const SILVER_SCHEMA_VERSION = 1;

/** Datasets that are merged row by row over all runs. */
export type MergedDataset = 'movies' | 'reviews' | 'credits';
/** Datasets of which each logical date has its own part, replaced as a whole. */
export type DatedDataset = 'movie_snapshots' | 'quarantine';

export const MERGED: Readonly<
  Record<MergedDataset, { readonly partitionBy: readonly string[]; readonly orderBy: string }>
> = {
  movies: { partitionBy: ['year', 'month', 'genre'], orderBy: 'movie_id' },
  reviews: { partitionBy: ['year', 'month'], orderBy: 'movie_id, review_id' },
  credits: { partitionBy: ['year', 'month'], orderBy: 'movie_id, role, cast_order, person_id, job' },
};

export const DATED: Readonly<Record<DatedDataset, { readonly orderBy: string }>> = {
  movie_snapshots: { orderBy: 'movie_id' },
  quarantine: { orderBy: 'source, raw' },
};
