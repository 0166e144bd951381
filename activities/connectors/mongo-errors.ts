import { MongoBulkWriteError, MongoError, MongoServerError } from 'mongodb';

/** MongoDB did not do what it was asked; the message says which server, why, and what to do. */
export class MongoFault extends Error {
  override readonly name = 'MongoFault';
  readonly type = 'MongoFault';
  /** Refused credentials stay refused: another try is no use. */
  readonly nonRetryable: boolean;

  constructor(message: string, cause: unknown, nonRetryable: boolean) {
    super(message, { cause });
    this.nonRetryable = nonRetryable;
  }
}

/** Unauthorized, AuthenticationFailed, and Atlas' own word for the latter. */
const REFUSED_CODES = new Set<number | string | undefined>([13, 18, 8000]);
const UNREACHABLE = new Set(['MongoServerSelectionError', 'MongoNetworkError', 'MongoNetworkTimeoutError']);

/** The hosts of a connection string, without user, password and options. */
export function mongoAddress(connectionString: string): string {
  const [, rest = ''] = connectionString.split('://');
  const hosts = rest.split(/[/?]/)[0] ?? '';
  return hosts.slice(hosts.lastIndexOf('@') + 1);
}

/**
 * Says what went wrong with which server, and what to do; never with the credentials in it. Failures of single writes
 * and what is no fault of MongoDB are returned as they are: their callers know better.
 */
export function explainMongoFault(fault: unknown, doing: string, address: string): unknown {
  if (!(fault instanceof MongoError) || fault instanceof MongoBulkWriteError) return fault;
  const failed = `Could not ${doing} in MongoDB at ${address}`;
  if (UNREACHABLE.has(fault.name)) {
    return new MongoFault(
      `${failed}: it cannot be reached (${fault.message}). Start it with \`tradewind up\`, ` +
        'or set MONGODB_CONNECTION_STRING to the address of yours.',
      fault,
      false,
    );
  }
  if (fault instanceof MongoServerError && REFUSED_CODES.has(fault.code)) {
    return new MongoFault(
      `${failed}: it refuses the credentials (${fault.message}). Check user, password, authSource and rights in ` +
        'MONGODB_CONNECTION_STRING.',
      fault,
      true,
    );
  }
  return new MongoFault(`${failed}: ${fault.message}`, fault, false);
}
