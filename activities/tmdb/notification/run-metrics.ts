import type { Highlights } from './highlights.ts';

/** What a stage says of one dataset it wrote. */
export interface DatasetSummary {
  readonly rowsRead?: number;
  readonly rowsWritten: number;
  readonly files: number;
  readonly bytes: number;
}

/** The part of a stage's result that a summary of the run is made of; a stage may say more. */
export interface StageSummary {
  readonly stage: string;
  readonly datasets: Readonly<Record<string, DatasetSummary>>;
  readonly warnings: readonly string[];
  readonly seconds: number;
  /** Share of silver's rows without a defect, 0 … 1. */
  readonly qualityPassRate?: number;
}

export interface RunMetrics extends Highlights {
  readonly layers: readonly {
    readonly stage: string;
    readonly dataset: string;
    readonly rows: number;
    readonly files: number;
    readonly bytes: number;
  }[];
  readonly durations: readonly { readonly stage: string; readonly seconds: number }[];
  readonly totalSeconds: number;
  readonly qualityPassRate?: number;
  /** What the stages warned of, each with its stage. */
  readonly warnings: readonly string[];
}

/** The numbers of a run, from the results of its stages in their order and what its views show. */
export function runMetrics(stages: readonly StageSummary[], highlights: Highlights): RunMetrics {
  const passRate = stages.findLast(({ qualityPassRate }) => qualityPassRate !== undefined)?.qualityPassRate;
  return {
    layers: stages.flatMap(({ stage, datasets }) =>
      Object.entries(datasets).map(([dataset, { rowsWritten, files, bytes }]) => ({
        stage,
        dataset,
        rows: rowsWritten,
        files,
        bytes,
      })),
    ),
    durations: stages.map(({ stage, seconds }) => ({ stage, seconds })),
    totalSeconds: stages.reduce((sum, { seconds }) => sum + seconds, 0),
    ...(passRate === undefined ? {} : { qualityPassRate: passRate }),
    ...highlights,
    warnings: stages.flatMap(({ stage, warnings }) => warnings.map((warning) => `${stage}: ${warning}`)),
  };
}
