import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import type { ObjectStore } from '../../connectors/object-store.ts';
import { BUCKETS } from '../../lake/layers.ts';
import type { Phase, StagedByPhase } from './staged-records.ts';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/**
 * Raw answers on S3 while a run fetches, so that a try that follows a lost one goes on where that stopped. One object
 * holds the answers of one chunk: gzip, a JSON line each.
 */
export class Staging {
  readonly #store: ObjectStore;
  readonly #prefix: string;

  /** @param name tells this fetch from others of the same logical date: hash of the params, and who refetches */
  constructor(store: ObjectStore, logicalDate: string, name: string) {
    this.#store = store;
    this.#prefix = `_staging/${encodeURIComponent(logicalDate)}/${name}/`;
  }

  /** @param name sorts the chunks; written again under the same name, a chunk replaces its former self */
  async write<P extends Phase>(phase: P, name: string, records: readonly StagedByPhase[P][]): Promise<void> {
    if (records.length === 0) return;
    const text = records.map((record) => `${JSON.stringify(record)}\n`).join('');
    const body = await compress(text, { level: constants.Z_BEST_SPEED });
    await this.#store.put(BUCKETS.bronze, `${this.#prefix}${phase}/${name}.ndjson.gz`, body);
  }

  /** The staged answers of a phase, chunk by chunk in the order of their names; one chunk is in memory at a time. */
  async *read<P extends Phase>(phase: P): AsyncGenerator<StagedByPhase[P]> {
    for (const key of await this.#keys(`${phase}/`)) {
      const text = (await decompress(await this.#store.get(BUCKETS.bronze, key))).toString('utf8');
      for (const line of text.split('\n')) {
        if (line !== '') yield JSON.parse(line) as StagedByPhase[P];
      }
    }
  }

  async clear(): Promise<void> {
    await this.#store.delete(BUCKETS.bronze, await this.#keys(''));
  }

  async #keys(under: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of this.#store.list(BUCKETS.bronze, this.#prefix + under)) keys.push(key);
    return keys;
  }
}
