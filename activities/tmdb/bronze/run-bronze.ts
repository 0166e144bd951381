import { randomUUID } from 'node:crypto';
import { HttpGaveUp } from '../../connectors/http-client.ts';
import type { ObjectStore } from '../../connectors/object-store.ts';
import { ownerSlug } from '../../lake/data-file.ts';
import type { FileCache } from '../../lake/file-cache.ts';
import { BUCKETS } from '../../lake/layers.ts';
import { TmdbClient, type TmdbAnswer } from '../client/tmdb-client.ts';
import type { TmdbSettings } from '../configuration.ts';
import { BronzeDamaged, BronzeEmpty, TmdbUnavailable } from '../errors.ts';
import type { RunIdentity } from '../run-identity.ts';
import type { BronzeProgress, FetchContext } from './bronze-context.ts';
import { bronzeDetailsOf } from './bronze-details.ts';
import { paramsHash, type BronzeParams } from './bronze-params.ts';
import { resultOf, type BronzeResult } from './bronze-result.ts';
import { assertCanStillBeFetched, assertNotInFuture } from './bronze-time.ts';
import { commitBronze, publishBronze } from './commit-bronze.ts';
import { committedBronze, verifyBronze, type CommittedBronze } from './committed-bronze.ts';
import { fetchMovies } from './fetch-movies.ts';
import { PageFetch } from './fetch-pages.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { Staging } from './staging.ts';
import { writeBronze } from './write-bronze.ts';

export interface BronzeInput {
  readonly run: RunIdentity;
  readonly params: BronzeParams;
}

export interface BronzeDeps {
  readonly store: ObjectStore;
  /** Keeps a copy of what is written, for the stages that follow on this machine. */
  readonly cache: FileCache;
  readonly settings: Pick<TmdbSettings, 'apiKey' | 'baseUrl' | 'rateLimit' | 'retryAttempts'>;
  readonly log: { info(message: string): void; warn(message: string): void };
  readonly signal: AbortSignal;
  heartbeat(progress: BronzeProgress): void;
  /** The present, for judging whether a logical date is past or yet to come; default the API's own `Date`. */
  readonly now?: () => Date;
  /** Milliseconds before the first request; default one window of the rate. */
  readonly quietMs?: number;
}

/**
 * Stage `bronze_ingest`: takes the run's lists and movies from the API and commits them under its logical date, or
 * reuses what is committed for it already. A try that follows a lost one goes on where that stopped.
 * @throws TmdbUnauthorized, TmdbUnavailable, TmdbRefused, BronzeIncomplete, BronzeEmpty, BronzePastUnavailable, BronzeFutureDate,
 * BronzeDamaged
 */
export async function runBronze(input: BronzeInput, deps: BronzeDeps): Promise<BronzeResult> {
  const startedAt = performance.now();
  const seconds = (): number => Number(((performance.now() - startedAt) / 1000).toFixed(1));
  await deps.store.ensureBucket(BUCKETS.bronze, { signal: deps.signal });
  const staging = new Staging(deps.store, input.run.logicalDate, stagingName(input));
  const reusable = await findReusable(input, deps);
  if (reusable !== undefined) {
    deps.log.info(`bronze of ${input.run.logicalDate} is committed and whole: reused`);
    await staging.clear();
    return resultOf({ manifests: reusable, reused: true, seconds: seconds() });
  }
  const client = clientOf(deps);
  await fetchAndCommit(input, deps, { client, staging });
  const committed = await committedBronze(deps.store, input.run.logicalDate, deps.signal);
  await staging.clear();
  return resultOf({ manifests: committed!, reused: false, seconds: seconds(), sent: client.counts });
}

/** A refetch takes up only what the same run has fetched: anything older is what it wants to be rid of. */
const stagingName = ({ run, params }: BronzeInput): string =>
  params.refetch ? `${paramsHash(params)}-${ownerSlug(run)}` : paramsHash(params);

async function findReusable(
  { run, params }: BronzeInput,
  deps: BronzeDeps,
): Promise<CommittedBronze | undefined> {
  const committed = await committedBronze(deps.store, run.logicalDate, deps.signal);
  if (committed === undefined) return undefined;
  // A try that was lost inside its commit may have left some manifests as they were.
  await publishBronze(deps.store, committed, deps.signal);
  const details = bronzeDetailsOf(committed.movies);
  if (details.paramsHash !== paramsHash(params)) return undefined;
  // A try of a refetch that was lost just after its commit is done; any other refetch is to fetch.
  if (params.refetch && !(details.refetch && committed.movies.run.runId === run.runId)) return undefined;
  try {
    await verifyBronze(deps.store, committed, deps.signal);
    return committed;
  } catch (error) {
    if (!(error instanceof BronzeDamaged && params.refetch)) throw error;
    deps.log.warn(`fetched anew, as refetch asks: ${error.message}`);
    return undefined;
  }
}

function clientOf({ settings, signal, quietMs }: BronzeDeps): TmdbClient {
  const { apiKey, baseUrl, rateLimit, retryAttempts } = settings;
  return new TmdbClient({ apiKey, baseUrl, rateLimit, retryAttempts, signal, quietMs });
}

async function fetchAndCommit(
  { run, params }: BronzeInput,
  deps: BronzeDeps,
  { client, staging }: Pick<FetchContext, 'client' | 'staging'>,
): Promise<void> {
  const report: FetchContext['report'] = (phase, done, total) => {
    const { requests, retries } = client.counts;
    deps.heartbeat({ phase, done, total, requests, retries });
  };
  const context: FetchContext = { client, staging, params, report, chunkSuffix: randomUUID().slice(0, 8) };
  report('genres', 0, 1);
  const genres = await firstAnswer(client, deps.settings.baseUrl);
  const now = deps.now?.() ?? new Date(genres.date);
  assertNotInFuture(run, now);
  if (!params.refetch) assertCanStillBeFetched(run, now);
  const pages = await new PageFetch(context).run();
  if (pages.items === 0) {
    // Else the next try would take up the empty pages and fail like this one.
    await staging.clear();
    throw nothingListed(params, pages.total);
  }
  const movies = await fetchMovies(context);
  for (const warning of [pages.failed.warning(pages.total), movies.failed.warning(movies.total)]) {
    if (warning !== undefined) deps.log.warn(warning);
  }
  const { store, cache, signal } = deps;
  if (run.tryNumber > 1) await removeLeftovers(store, run, { signal });
  const written = await writeBronze({ run, context, genres, pages, movies, store, cache, signal });
  report('committing', 0, 1);
  await commitBronze(store, { run, committedAt: new Date().toISOString(), ...written }, signal);
}

const nothingListed = ({ categories }: BronzeParams, pages: number): BronzeEmpty =>
  new BronzeEmpty(
    `the API lists no movie at all: ${pages} pages of the categories ${categories.join(', ')} were asked for, and ` +
      'none has an item. At least one must have; nothing is committed, and the next try asks for all of them again. ' +
      'Look at what the API at TMDB_BASE_URL answers to these lists.',
  );

/** Until the API has answered once, its address is what is in doubt. */
async function firstAnswer(client: TmdbClient, baseUrl: string): Promise<TmdbAnswer> {
  try {
    return await client.genres();
  } catch (error) {
    if (!(error instanceof HttpGaveUp)) throw error;
    throw new TmdbUnavailable(
      `the API at ${baseUrl} ${error.unreachable ? 'cannot be reached' : 'gives no usable answer'}: ${error.message}. ` +
        'Check TMDB_BASE_URL and the network; for the embedded demo API, leave it unset and start `tradewind up`.',
    );
  }
}
