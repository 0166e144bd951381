import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { tradewindHome } from '../../workers/home.ts';

export interface DuckDBSettings {
  /** What DuckDB may hold before it spills to disk, e.g. `512MB`. Its own buffers come on top: about as much again. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** Where it spills to, in a folder of its own that is removed afterwards; default beside the file cache. */
  readonly tempDir?: string;
  /** Its abort interrupts the running query; the promise is rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}

const DEFAULTS = { memoryLimit: '384MB', threads: 2 };
const INTERRUPT_EVERY_MS = 100;

/** A database in memory, with queries on native threads: the event loop stays free. */
export class DuckDB {
  readonly #connection: DuckDBConnection;
  readonly #signal: AbortSignal | undefined;
  /** A folder for files the queries write, removed when the database is closed. */
  readonly folder: string;

  constructor(connection: DuckDBConnection, folder: string, signal: AbortSignal | undefined) {
    this.#connection = connection;
    this.folder = folder;
    this.#signal = signal;
  }

  /** Runs one or several statements; their rows stay inside. */
  async run(sql: string, values: Record<string, DuckDBValue> = {}): Promise<void> {
    this.#signal?.throwIfAborted();
    await (Object.keys(values).length === 0 ? this.#connection.run(sql) : this.#connection.run(sql, values));
  }

  /**
   * The rows of a query as objects; BIGINT as bigint, DATE and TIMESTAMP as Date. For small answers: turning a result
   * into objects blocks the event loop.
   */
  async rows<T extends object>(sql: string, values: Record<string, DuckDBValue> = {}): Promise<T[]> {
    this.#signal?.throwIfAborted();
    const reader = await this.#connection.runAndReadAll(sql, values);
    return reader.getRowObjectsJS() as T[];
  }

  /** The rows of a query 2,048 at a time, so that other work goes on in between. */
  async *chunks<T extends object>(sql: string): AsyncGenerator<T[]> {
    this.#signal?.throwIfAborted();
    const result = await this.#connection.stream(sql);
    for await (const chunk of result.yieldRowObjectJs()) {
      this.#signal?.throwIfAborted();
      yield chunk as T[];
    }
  }

  /** The only row of a query. @throws Error when there is another number of rows */
  async row<T extends object>(sql: string, values: Record<string, DuckDBValue> = {}): Promise<T> {
    const rows = await this.rows<T>(sql, values);
    if (rows.length !== 1) throw new Error(`The query gives ${rows.length} rows, expected is one: ${sql}`);
    return rows[0] as T;
  }

  /** The connection itself, for what is not offered here. */
  get connection(): DuckDBConnection {
    return this.#connection;
  }
}

/**
 * Opens a database in memory, and closes it and removes its files whatever happens.
 * @throws the signal's reason when it was aborted; else what `use` throws
 */
export async function withDuckDB<T>(
  use: (duckdb: DuckDB) => Promise<T>,
  { memoryLimit, threads, tempDir = join(tradewindHome(), 'tmp'), signal }: DuckDBSettings = {},
): Promise<T> {
  signal?.throwIfAborted();
  await mkdir(tempDir, { recursive: true });
  const folder = await mkdtemp(join(tempDir, 'tradewind-duckdb-'));
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: memoryLimit ?? DEFAULTS.memoryLimit,
    threads: String(threads ?? DEFAULTS.threads),
    temp_directory: join(folder, 'spill'),
    // Else every small file that is read holds a set of column buffers until all are read; queries state their order.
    preserve_insertion_order: 'false',
    // It keeps at least 100 KB of every Parquet file that is read, and each is read once: thousands filled the limit.
    enable_external_file_cache: 'false',
    // Nothing is downloaded at run time; what is needed is built in.
    autoinstall_known_extensions: 'false',
  });
  const connection = await instance.connect();
  let interrupting: NodeJS.Timeout | undefined;
  // A query that begins just after an interrupt would run on, so it is interrupted again until it ended.
  const interrupt = (): void => {
    connection.interrupt();
    interrupting = setInterval(() => connection.interrupt(), INTERRUPT_EVERY_MS);
  };
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    return await use(new DuckDB(connection, folder, signal));
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    clearInterval(interrupting);
    connection.closeSync();
    instance.closeSync();
    await rm(folder, { recursive: true, force: true });
  }
}
