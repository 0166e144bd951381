import { discard_uncommitted, notify_operators } from '../../activities/tmdb/callbacks.ts';
import { readTmdbSettings, TMDB_SETTINGS } from '../../activities/tmdb/configuration.ts';
import {
  bronze_ingest,
  export_to_mongo,
  gold_aggregate,
  send_success_notification,
  silver_transform,
  validate_pipeline_metrics,
} from '../../activities/tmdb/handlers.ts';
import { closePipelineServices, connectPipelineServices } from '../../activities/tmdb/services.ts';
import { Dag } from '../../engine/dag.ts';
import { CATEGORIES } from '../../activities/tmdb/client/categories.ts';

const MINUTES = 60;
const HOURS = 60 * MINUTES;

/** What a worker of this file checks before it serves, and closes when it has stopped. */
export const environment = {
  settings: TMDB_SETTINGS,
  check: readTmdbSettings,
  connect: connectPipelineServices,
  close: closePipelineServices,
};

export const dag = new Dag('tmdb_batch_pipeline', {
  description: 'Movies of the TMDB API through bronze, silver and gold Parquet on S3 into MongoDB views.',
  tags: ['movies', 'batch-layer'],
  schedule: '0 */4 * * *',
  maxActiveRuns: 1,
  // Whoever calls the API or writes a layer holds it: one caller, one writer, whatever started it.
  locks: ['tmdb_writer'],
  dagrunTimeout: 2 * HOURS,
  defaultArgs: {
    retries: 2,
    retryDelay: 1 * MINUTES,
    retryExponentialBackoff: 2,
    maxRetryDelay: 10 * MINUTES,
    executionTimeout: 2 * HOURS,
    heartbeatTimeout: 30,
  },
  deadlines: [
    {
      name: 'sla_warning',
      interval: 90 * MINUTES,
      level: 'warning',
      runTypes: ['scheduled'],
      callback: notify_operators,
    },
    { name: 'sla', interval: 2 * HOURS, level: 'alert', runTypes: ['scheduled'], callback: notify_operators },
  ],
  onFailure: [discard_uncommitted, notify_operators],
  params: {
    categories: {
      description: 'Lists of the API whose movies are taken.',
      type: 'array',
      items: { enum: [...CATEGORIES] },
      minItems: 1,
      uniqueItems: true,
      default: ['popular', 'top_rated'],
    },
    pagesPerCategory: {
      description: 'Pages of 20 movies of each list; the API has at most 500.',
      type: 'integer',
      minimum: 1,
      maximum: 500,
      default: 250,
    },
    details: {
      description: 'How many movies are asked for in detail, with credits and reviews: a number, or "all".',
      anyOf: [{ const: 'all' }, { type: 'integer', minimum: 0 }],
      default: 'all',
    },
    reviewPages: {
      description: 'Pages of reviews of each movie.',
      type: 'integer',
      minimum: 1,
      maximum: 500,
      default: 1,
    },
    windows: {
      description: 'Rolling windows of the trending scores, in days.',
      type: 'array',
      items: { type: 'integer', minimum: 1, maximum: 365 },
      minItems: 1,
      uniqueItems: true,
      default: [7, 30, 90],
    },
    maxFailedShare: {
      description: 'Share of pages and of movies that may stay unreachable without failing the run.',
      type: 'number',
      minimum: 0,
      maximum: 1,
      default: 0.01,
    },
    refetch: {
      description: 'Ask the API again although bronze of this logical date is there, or its time is past.',
      type: 'boolean',
      default: false,
    },
  },
});

const ingest = dag.task(bronze_ingest, {
  doc: 'Lists and details of the API, verbatim, as immutable Parquet.',
});
const transform = dag.task(silver_transform, { doc: 'Merged with what was known, typed, checked, scored.' });
const aggregate = dag.task(gold_aggregate, { doc: 'The views, as of the logical date.' });
const exportViews = dag.task(export_to_mongo, { doc: "Makes MongoDB's view exactly what gold holds." });
const validate = dag.task(validate_pipeline_metrics, {
  doc: 'Reconciles every layer; any mismatch fails the run.',
});
const notify = dag.task(send_success_notification, { doc: "Tells every channel the run's numbers." });

const bronze = ingest();
const silver = transform({ bronze });
const gold = aggregate({ silver });
const exported = exportViews({ gold });
const validated = validate({ exported });
notify({ bronze, silver, gold, exported, validated });
