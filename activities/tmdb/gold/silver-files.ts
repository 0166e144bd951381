import type { ObjectStore, StoreOptions } from '../../connectors/object-store.ts';
import type { DataFile } from '../../lake/data-file.ts';
import { readManifest, type Manifest } from '../../lake/manifest.ts';
import { GoldInputMissing } from './errors.ts';
import type { SourceTable } from './views/gold-view.ts';

/** The silver dataset behind each table. */
const DATASETS: Readonly<Record<SourceTable, string>> = {
  movies: 'movies',
  reviews: 'reviews',
  snapshots: 'movie_snapshots',
};

export interface SilverInput {
  readonly manifest: Manifest;
  /** The files that gold reads of it. */
  readonly files: readonly DataFile[];
}

const DAY_MS = 86_400_000;

/**
 * Which silver files a run's gold is made of: all of movies and reviews, and of the snapshots only the days that the
 * longest window reaches, up to the logical date.
 * @throws GoldInputMissing when a dataset was never committed, or there is not one movie
 */
export async function findSilverFiles(
  store: ObjectStore,
  { logicalDate, windows }: { readonly logicalDate: string; readonly windows: readonly number[] },
  options: StoreOptions = {},
): Promise<Record<SourceTable, SilverInput>> {
  const whole = async (table: SourceTable): Promise<SilverInput> => {
    const manifest = await readManifest(store, 'silver', DATASETS[table], options);
    if (manifest === undefined) {
      throw new GoldInputMissing(
        `Silver has no dataset '${DATASETS[table]}', so gold cannot be made: run silver_transform first.`,
      );
    }
    return { manifest, files: manifest.files };
  };
  const [movies, reviews, snapshots] = await Promise.all([
    whole('movies'),
    whole('reviews'),
    whole('snapshots'),
  ]);
  if (movies.manifest.rows === 0) {
    throw new GoldInputMissing(
      'Silver has no movies, so gold would be empty: look at what bronze_ingest fetched and silver_transform rejected.',
    );
  }
  const files = snapshots.files.filter((file) => isWithin(file, logicalDate, Math.max(...windows)));
  return { movies, reviews, snapshots: { manifest: snapshots.manifest, files } };
}

/** Whether a file of snapshots may hold rows of the last `days` before the logical date. */
function isWithin(file: DataFile, logicalDate: string, days: number): boolean {
  const end = Date.parse(logicalDate);
  const { year, month, day } = file.partition ?? {};
  // A file that does not say its day is read: the SQL looks at every row's date anyway.
  const start = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  return Number.isNaN(start) || (start <= end && start + DAY_MS > end - days * DAY_MS);
}
