import pLimit from 'p-limit';

/** Of these, what is not staged yet is asked again after a crash: so at most 50 units. */
const UNITS_IN_CHUNK = 25;
const CHUNKS_IN_FLIGHT = 2;
/** Enough to use the highest allowed rate although each answer takes its time. */
const REQUESTS_IN_FLIGHT = 16;

export interface ChunkWork<Unit, Staged> {
  readonly units: readonly Unit[];
  /** @returns undefined for a unit that stayed unreachable; throws to stop everything */
  fetch(unit: Unit): Promise<Staged | undefined>;
  /** Called with the first error, to end the other fetches under way. */
  stop(error: unknown): void;
  /** Makes a chunk durable. */
  write(first: Unit, staged: readonly Staged[]): Promise<void>;
}

/**
 * Fetches units and makes them durable chunk by chunk. After the first error nothing more is begun; what is under way
 * is awaited, so that nothing runs on behind the caller's back.
 * @throws the first error
 */
export async function stageInChunks<Unit, Staged>(work: ChunkWork<Unit, Staged>): Promise<void> {
  const chunkLimit = pLimit(CHUNKS_IN_FLIGHT);
  const requestLimit = pLimit(REQUESTS_IN_FLIGHT);
  let failure: { readonly error: unknown } | undefined;
  const stop = (error: unknown): void => {
    if (failure !== undefined) return;
    failure = { error };
    work.stop(error);
  };
  const fetch = async (unit: Unit): Promise<Staged | undefined> => {
    if (failure !== undefined) return undefined;
    try {
      return await work.fetch(unit);
    } catch (error) {
      stop(error);
      return undefined;
    }
  };
  const chunk = async (units: readonly Unit[]): Promise<void> => {
    if (failure !== undefined) return;
    const staged = await Promise.all(units.map(async (unit) => requestLimit(fetch, unit)));
    await work.write(units[0]!, staged.filter((one) => one !== undefined) as Staged[]).catch(stop);
  };
  const starts = Array.from(
    { length: Math.ceil(work.units.length / UNITS_IN_CHUNK) },
    (_, index) => index * UNITS_IN_CHUNK,
  );
  await Promise.all(
    starts.map(async (start) => chunkLimit(chunk, work.units.slice(start, start + UNITS_IN_CHUNK))),
  );
  if (failure !== undefined) throw failure.error;
}
