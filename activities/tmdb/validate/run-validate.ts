import type { Logger } from 'winston';
import type { Mongo } from '../../connectors/mongo.ts';
import type { ObjectStore } from '../../connectors/object-store.ts';
import { withDuckDB } from '../../lake/duckdb.ts';
import type { FileCache } from '../../lake/file-cache.ts';
import { readManifest, readRunManifest, type Manifest } from '../../lake/manifest.ts';
import { BRONZE_DATASETS } from '../bronze/bronze-datasets.ts';
import { newerGold } from '../export/gold-of-run.ts';
import { GOLD_VIEWS } from '../gold/views/gold-views.ts';
import type { RunIdentity } from '../run-identity.ts';
import { SILVER_DATASETS } from '../silver/silver-datasets.ts';
import { checkFiles } from './check-files.ts';
import { checkBronzeFlow, checkGoldFlow, checkSilverFlow, isSilverOfGold } from './check-flow.ts';
import { checkManifests } from './check-manifests.ts';
import { checkFreshness, checkPassRate, passRate } from './check-quality.ts';
import { checkRanks, checkRecount } from './check-recount.ts';
import { checkView } from './check-view.ts';
import { ValidationFailed, type Mismatch } from './mismatch.ts';
import { loadSilverTables, type CheckedTable } from './silver-tables.ts';

export interface ValidateInput {
  readonly run: RunIdentity;
}

export interface ValidateDeps {
  readonly store: ObjectStore;
  readonly cache: FileCache;
  readonly mongo: Mongo;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  readonly signal: AbortSignal;
  readonly heartbeat: (details: unknown) => void;
}

export interface ValidateResult {
  readonly stage: 'validate_pipeline_metrics';
  readonly datasets: Readonly<Record<string, never>>;
  readonly counts: Readonly<Record<'files' | 'documentsCompared' | 'rowsJudged' | 'rowsPassed', number>>;
  readonly warnings: readonly string[];
  readonly seconds: number;
  /** 0 to 1; 1 where there was nothing to judge, which a warning says. */
  readonly qualityPassRate: number;
}

/**
 * Reconciles the run: files with their manifests, rows from layer to layer, gold with MongoDB, quality and freshness.
 * What each check compares: docs/adr/0042-what-validation-reconciles.md.
 * @throws ValidationFailed that names every number which is off: dataset, expected, found, examples
 */
export async function runValidate({ run }: ValidateInput, deps: ValidateDeps): Promise<ValidateResult> {
  const { store, cache, mongo, signal, heartbeat, log } = deps;
  const started = performance.now();
  const bronze = await manifestsOf(BRONZE_DATASETS, async (dataset) =>
    readRunManifest(store, 'bronze', dataset, run.logicalDate, { signal }),
  );
  const silver = await manifestsOf(SILVER_DATASETS, async (dataset) =>
    readManifest(store, 'silver', dataset, { signal }),
  );
  const gold = await manifestsOf(
    GOLD_VIEWS.map(({ name }) => name),
    async (dataset) => readRunManifest(store, 'gold', dataset, run.logicalDate, { signal }),
  );
  const missing = checkManifests({ bronze, silver, gold });
  if (missing.length > 0) throw new ValidationFailed(missing);
  const newer = await newerGold(store, run.logicalDate, { signal });
  const warnings = [
    ...(newer === undefined ? [] : [`batch_views was not compared: it is of ${newer}, or about to be`]),
    ...(isSilverOfGold(silver, gold)
      ? []
      : ['gold was not counted anew: another run has changed silver since']),
  ];

  const found = await withDuckDB(
    async (duckdb) => {
      const mismatches: Mismatch[] = [];
      const paths: Record<string, readonly string[]> = {};
      let files = 0;
      for (const manifest of [...Object.values(bronze), ...Object.values(silver), ...Object.values(gold)]) {
        if (manifest === undefined) continue;
        const name = `${manifest.layer} ${manifest.dataset}`;
        heartbeat({ step: 'checking files', dataset: name });
        const own = filesOf(manifest, run);
        const checked = await checkFiles(duckdb, { store, cache, signal }, manifest, own, run);
        mismatches.push(...checked.mismatches);
        paths[name] = checked.paths;
        files += own.length;
      }
      // Damaged files would only bring more of the same: their rows cannot be read.
      if (mismatches.length > 0) throw new ValidationFailed(mismatches);

      const goldPaths = Object.fromEntries(
        Object.keys(gold).map((view) => [view, paths[`gold ${view}`] ?? []]),
      );
      mismatches.push(
        ...checkBronzeFlow(bronze),
        ...checkSilverFlow({ bronze, silver }, run.logicalDate),
        ...(await checkGoldFlow(duckdb, { gold, silver }, goldPaths)),
        ...(await checkRanks(duckdb, goldPaths['trending_scores'] ?? [])),
      );
      heartbeat({ step: 'reading silver' });
      const silverPaths = (dataset: CheckedTable): readonly string[] => paths[`silver ${dataset}`] ?? [];
      await loadSilverTables(duckdb, {
        movies: silverPaths('movies'),
        reviews: silverPaths('reviews'),
        quarantine: silverPaths('quarantine'),
        movie_snapshots: silverPaths('movie_snapshots'),
      });
      if (isSilverOfGold(silver, gold)) mismatches.push(...(await checkRecount(duckdb, goldPaths)));
      let compared = 0;
      for (const { name, key } of newer === undefined ? GOLD_VIEWS : []) {
        const manifest = gold[name];
        if (manifest === undefined) continue;
        heartbeat({ step: 'comparing documents', dataset: name });
        const result = await checkView(duckdb, mongo, { manifest, key }, goldPaths[name] ?? []);
        mismatches.push(...result.mismatches);
        compared += result.compared;
      }
      const quality = await passRate(duckdb, run.logicalDate);
      if (quality.superseded)
        warnings.push('quality was not judged: later fetches have replaced every row of this logical date');
      const through = gold['temporal_analysis']?.dataThrough;
      mismatches.push(...checkPassRate(quality), ...checkFreshness(run, through));
      if (mismatches.length > 0) throw new ValidationFailed(mismatches);
      return { files, compared, quality };
    },
    { signal },
  );
  const seconds = (performance.now() - started) / 1000;
  log.info('the run is validated', { documents: found.compared, passRate: found.quality.rate });
  return {
    stage: 'validate_pipeline_metrics',
    datasets: {},
    counts: {
      files: found.files,
      documentsCompared: found.compared,
      rowsJudged: found.quality.all,
      rowsPassed: found.quality.passed,
    },
    warnings,
    seconds,
    qualityPassRate: found.quality.rate,
  };
}

async function manifestsOf(
  datasets: readonly string[],
  manifestOf: (dataset: string) => Promise<Manifest | undefined>,
): Promise<Record<string, Manifest | undefined>> {
  const entries = datasets.map(async (dataset): Promise<[string, Manifest | undefined]> => [
    dataset,
    await manifestOf(dataset),
  ]);
  return Object.fromEntries(await Promise.all(entries));
}

/** Snapshots and quarantine grow with every run, so only this run's part is looked at; the others are looked at whole. */
function filesOf({ layer, dataset, files }: Manifest, run: RunIdentity): Manifest['files'] {
  const dated = layer === 'silver' && (dataset === 'movie_snapshots' || dataset === 'quarantine');
  return dated ? files.filter(({ logicalDate }) => logicalDate === run.logicalDate) : files;
}
