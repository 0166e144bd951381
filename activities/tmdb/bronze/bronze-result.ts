import type { HttpCounts } from '../../connectors/http-client.ts';
import { BRONZE_DATASETS, type BronzeDataset } from './bronze-datasets.ts';
import { bronzeDetailsOf, type BronzeCounts } from './bronze-details.ts';
import type { CommittedBronze } from './committed-bronze.ts';

interface DatasetResult {
  readonly rowsRead: number;
  readonly rowsWritten: number;
  readonly files: number;
  readonly bytes: number;
}

/** What `bronze_ingest` hands to the tasks after it. */
export interface BronzeResult {
  readonly stage: 'bronze_ingest';
  readonly logicalDate: string;
  /** The run whose fetch this bronze is: this one, or an earlier one whose bronze is reused. */
  readonly bronzeRunId: string;
  readonly reused: boolean;
  readonly datasets: Readonly<Record<BronzeDataset, DatasetResult>>;
  /** Of the fetch, also where it is reused. */
  readonly counts: BronzeCounts;
  readonly warnings: readonly string[];
  readonly seconds: number;
  /** Sent by this try; nothing where bronze is reused. */
  readonly requests: number;
  readonly retries: number;
  readonly throttled: number;
}

export function resultOf(done: {
  readonly manifests: CommittedBronze;
  readonly reused: boolean;
  readonly seconds: number;
  readonly sent?: Readonly<HttpCounts>;
}): BronzeResult {
  const { movies } = done.manifests;
  const details = bronzeDetailsOf(movies);
  const datasets = BRONZE_DATASETS.map((dataset): [BronzeDataset, DatasetResult] => {
    const { rows, bytes, files } = done.manifests[dataset];
    return [
      dataset,
      { rowsRead: details.numbers[dataset].read, rowsWritten: rows, files: files.length, bytes },
    ];
  });
  return {
    stage: 'bronze_ingest',
    logicalDate: movies.run.logicalDate,
    bronzeRunId: movies.run.runId,
    reused: done.reused,
    datasets: Object.fromEntries(datasets) as Record<BronzeDataset, DatasetResult>,
    counts: details.counts,
    warnings: details.warnings,
    seconds: done.seconds,
    requests: done.sent?.requests ?? 0,
    retries: done.sent?.retries ?? 0,
    throttled: done.sent?.throttled ?? 0,
  };
}
