import type { DuckDB } from '../../lake/duckdb.ts';
import type { Manifest } from '../../lake/manifest.ts';
import { sqlList } from '../../lake/sql-text.ts';
import { compare, type Mismatch } from './mismatch.ts';

/** What bronze and silver say of rows they took in; silver also tells repeated ones. */
interface Flow {
  readonly read: number;
  readonly kept: number;
  readonly rejected: number;
  readonly duplicates?: number;
  readonly written?: number;
}

interface Details {
  readonly numbers?: Readonly<Record<string, Flow>>;
  readonly sources?: Readonly<Record<string, Flow>>;
  readonly rows?: { readonly after?: number };
  readonly read?: Readonly<Record<string, number>>;
  readonly written?: unknown;
}

const detailsOf = (manifest: Manifest | undefined): Details => manifest?.details ?? {};

const rowsOf = (manifest: Manifest | undefined, logicalDate: string): number =>
  (manifest?.files ?? [])
    .filter((file) => file.logicalDate === logicalDate)
    .reduce((sum, { rows }) => sum + rows, 0);

export type Manifests = Readonly<Record<string, Manifest | undefined>>;

/** Bronze of the logical date: what was read was kept or rejected, and what was kept is in the files. */
export function checkBronzeFlow(bronze: Manifests): Mismatch[] {
  return Object.entries(bronze).flatMap(([dataset, manifest]) => {
    const flow = detailsOf(manifest).numbers?.[dataset];
    const where = `bronze ${dataset}`;
    if (manifest === undefined || flow === undefined)
      return [{ dataset: where, what: 'numbers of what was read', expected: 'some', found: 'none' }];
    return [
      ...compare(where, 'rows kept and rejected, of those read', flow.read, flow.kept + flow.rejected),
      ...compare(where, 'rows written, of those kept', flow.kept, flow.written ?? flow.kept),
      ...compare(where, 'rows in the files', flow.written ?? flow.kept, manifest.rows),
    ];
  });
}

/** Silver: all of bronze was read; what was read was kept, a repetition, or rejected; what was rejected is in quarantine. */
export function checkSilverFlow(
  { bronze, silver }: { readonly bronze: Manifests; readonly silver: Manifests },
  logicalDate: string,
): Mismatch[] {
  const sources = new Map<string, Flow>();
  const mismatches: Mismatch[] = [];
  for (const [dataset, manifest] of Object.entries(silver)) {
    if (manifest?.run.logicalDate !== logicalDate) continue; // another run's numbers stand in it
    const details = detailsOf(manifest);
    for (const [source, flow] of Object.entries(details.sources ?? {})) sources.set(source, flow);
    const after = details.rows?.after;
    if (after !== undefined && dataset !== 'movie_snapshots' && dataset !== 'quarantine') {
      mismatches.push(...compare(`silver ${dataset}`, 'rows after the merge', after, manifest.rows));
    }
  }
  for (const [source, { read, kept, rejected, duplicates = 0 }] of sources) {
    const delivered = bronze[source]?.rows ?? read;
    mismatches.push(...compare(`silver source ${source}`, 'rows read, of those in bronze', delivered, read));
    const what = 'rows kept, repeated and rejected, of those read';
    mismatches.push(...compare(`silver source ${source}`, what, read, kept + duplicates + rejected));
  }
  const { quarantine } = silver;
  if (sources.size > 0 && quarantine?.run.logicalDate === logicalDate) {
    const rejected = [...sources.values()].reduce((sum, flow) => sum + flow.rejected, 0);
    mismatches.push(
      ...compare('silver quarantine', 'rows, of those rejected', rejected, rowsOf(quarantine, logicalDate)),
    );
  }
  return mismatches;
}

/** Whether silver is still what this gold was made of. */
export const isSilverOfGold = (silver: Manifests, gold: Manifests): boolean =>
  silver['movies']?.run.runId === gold['temporal_analysis']?.run.runId;

/** Gold: every movie of silver is counted in exactly one year, and no review more than once. */
export async function checkGoldFlow(
  duckdb: DuckDB,
  { gold, silver }: { readonly gold: Manifests; readonly silver: Manifests },
  paths: Readonly<Record<string, readonly string[]>>,
): Promise<Mismatch[]> {
  const total = async (view: string, column: string): Promise<number> => {
    const files = paths[view] ?? [];
    if (files.length === 0) return 0;
    const { sum } = await duckdb.row<{ sum: number }>(
      `SELECT coalesce(sum(${column}), 0)::DOUBLE AS sum FROM read_parquet(${sqlList(files)})`,
    );
    return sum;
  };
  const read = detailsOf(gold['movie_sentiment']).read ?? {};
  const reviewed = await total('movie_sentiment', 'total_reviews');
  return [
    ...Object.entries(gold).flatMap(([view, manifest]) =>
      compare(`gold ${view}`, 'rows written', Number(detailsOf(manifest).written), manifest?.rows ?? 0),
    ),
    ...compare(
      'gold temporal_analysis',
      'movies of all years',
      read['movies'] ?? 0,
      await total('temporal_analysis', 'total_movies'),
    ),
    ...(isSilverOfGold(silver, gold)
      ? compare('gold', 'movies read of silver', silver['movies']?.rows ?? 0, read['movies'] ?? 0)
      : []),
    ...(reviewed > (read['reviews'] ?? 0)
      ? compare('gold movie_sentiment', 'reviews at most', read['reviews'] ?? 0, reviewed)
      : []),
  ];
}
