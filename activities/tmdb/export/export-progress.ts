import type { Mongo } from '../../connectors/mongo.ts';
import type { Manifest } from '../../lake/manifest.ts';
import { batchViews, documentsOf } from './batch-views.ts';

/** What an export has done so far: handed to the next try as heartbeat details. */
export interface ExportProgress {
  /** Rows acknowledged per view, and which gold they are of. */
  readonly views: Readonly<Record<string, { readonly committedAt: string; readonly rows: number }>>;
}

/**
 * How many rows of a view need not be written again. What an earlier try was told to be written is believed only if
 * the server still has it: one that was killed may have lost acknowledged writes.
 */
export async function rowsDoneBefore(
  mongo: Mongo,
  gold: Manifest,
  progress: ExportProgress | undefined,
): Promise<number> {
  const before = progress?.views?.[gold.dataset];
  if (before === undefined || before.rows === 0 || before.committedAt !== gold.committedAt) return 0;
  const there = await mongo.run(`count the documents of ${gold.dataset}`, async () =>
    batchViews(mongo).countDocuments(documentsOf(gold)),
  );
  return there >= before.rows ? before.rows : 0;
}
