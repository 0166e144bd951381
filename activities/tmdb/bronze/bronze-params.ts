import { createHash } from 'node:crypto';

/** What a run asks of the API. */
export interface BronzeParams {
  readonly categories: readonly string[];
  /** Pages of each category, 1 to 500; fewer where the API has fewer. */
  readonly pagesPerCategory: number;
  /** How many of the movies seen are asked for in detail. */
  readonly details: 'all' | number;
  /** Pages of reviews for each movie. */
  readonly reviewPages: number;
  /** Share of pages, and of movies, that may stay unreachable without failing the run: 0 to 1. */
  readonly maxFailedShare: number;
  /** Fetches anew although bronze of the logical date is committed, or its time is past. */
  readonly refetch: boolean;
}

/** The same for two runs that ask the same of the API; how much may fail, and when, is no part of it. */
export function paramsHash(params: BronzeParams): string {
  const { categories, pagesPerCategory, details, reviewPages } = params;
  const asked = JSON.stringify([[...categories].sort(), pagesPerCategory, details, reviewPages]);
  return createHash('sha256').update(asked).digest('hex').slice(0, 16);
}
