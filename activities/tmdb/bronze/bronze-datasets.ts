/** The datasets of bronze, in the order in which their manifests are put. */
export const BRONZE_DATASETS = ['genres', 'movie_details', 'credits', 'reviews', 'movies'] as const;
export type BronzeDataset = (typeof BRONZE_DATASETS)[number];

/** Raised when a column is added; readers accept every older one. */
export const BRONZE_SCHEMA_VERSION = 1;
