import { MongoClient, type Db } from 'mongodb';
import { explainMongoFault, mongoAddress } from './mongo-errors.ts';

export interface MongoSettings {
  /** `mongodb://…` or `mongodb+srv://…`; never logged. */
  readonly connectionString: string;
  readonly database: string;
}

/** One client for a whole process: the driver pools connections and finds servers by itself. */
export interface Mongo {
  readonly db: Db;
  /** Host and port as configured, without credentials: fit for logs. */
  readonly address: string;
  /**
   * Asks the server one small question.
   * @throws MongoFault that names the cause (not reachable, credentials refused) and the cure
   */
  check(): Promise<void>;
  /** Runs one operation, its failure explained. @param doing e.g. `count moviedb.batch_views` */
  run<T>(doing: string, operation: (db: Db) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A server that does not answer within this is not there. */
const SELECTION_TIMEOUT_MS = 5_000;
/** No single operation of ours takes longer, on the largest batch and the smallest server. */
const OPERATION_TIMEOUT_MS = 120_000;
const MOST_CONNECTIONS = 16;

/** A client of MongoDB, or of what speaks its protocol; connects with the first operation. */
export function mongoClient({ connectionString, database }: MongoSettings): Mongo {
  const address = mongoAddress(connectionString);
  const client = new MongoClient(connectionString, {
    appName: 'tradewind',
    serverSelectionTimeoutMS: SELECTION_TIMEOUT_MS,
    connectTimeoutMS: SELECTION_TIMEOUT_MS,
    socketTimeoutMS: OPERATION_TIMEOUT_MS,
    maxPoolSize: MOST_CONNECTIONS,
    ignoreUndefined: true,
  });
  const db = client.db(database);
  const run: Mongo['run'] = async (doing, operation) => {
    try {
      return await operation(db);
    } catch (error) {
      throw explainMongoFault(error, doing, address);
    }
  };
  return {
    db,
    address,
    run,
    check: async () => run('ask for a sign of life', async () => void (await db.command({ ping: 1 }))),
    close: async () => client.close(),
  };
}
