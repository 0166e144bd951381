export class ObjectNotFound extends Error {
  override readonly name = 'ObjectNotFound';
  readonly bucket: string;
  readonly key: string;

  constructor(bucket: string, key: string) {
    super(`There is no object s3://${bucket}/${key}. It was never written, or was deleted by hand.`);
    this.bucket = bucket;
    this.key = key;
  }
}

/** The store did not do what it was asked, for whatever reason but a missing object. */
export class ObjectStoreError extends Error {
  override readonly name = 'ObjectStoreError';
  /** Refused credentials stay refused: another try is no use. */
  readonly nonRetryable: boolean;

  constructor(message: string, cause: unknown, nonRetryable = false) {
    super(message, { cause });
    this.nonRetryable = nonRetryable;
  }
}

interface Fault {
  readonly name?: string;
  readonly code?: string;
  readonly message?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const REFUSED = new Set([
  'AccessDenied',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'Forbidden',
  'CredentialsProviderError',
]);

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'TimeoutError',
]);

export const isMissing = (fault: unknown): boolean => {
  const { name, $metadata } = fault as Fault;
  return (
    name === 'NoSuchKey' ||
    name === 'NotFound' ||
    (name !== 'NoSuchBucket' && $metadata?.httpStatusCode === 404)
  );
};

/**
 * Says what went wrong with which store, and what to do; never with a key of the store in it.
 * @param doing e.g. `read s3://gold-data/x.parquet`
 * @param address of the store as it was configured
 */
export function explainFault(fault: unknown, doing: string, address: string): ObjectStoreError {
  const { name = '', code = '', message = '', $metadata } = fault as Fault;
  const said = [code === '' ? name : code, message].filter((part) => part !== '').join(': ');
  const failed = `Could not ${doing} at ${address}`;
  if (REFUSED.has(name) || $metadata?.httpStatusCode === 403) {
    return new ObjectStoreError(
      `${failed}: the store refuses the credentials (${said}). Check S3_ACCESS_KEY, S3_SECRET_KEY and S3_REGION.`,
      fault,
      true,
    );
  }
  if (name === 'NoSuchBucket') {
    return new ObjectStoreError(
      `${failed}: there is no such bucket. Create it, or start with \`tradewind up\`.`,
      fault,
    );
  }
  if (UNREACHABLE.has(code) || UNREACHABLE.has(name)) {
    return new ObjectStoreError(
      `${failed}: the store cannot be reached (${said}). Start it with \`tradewind up\`, or set S3_ENDPOINT to the address of yours.`,
      fault,
    );
  }
  return new ObjectStoreError(`${failed}: ${said || 'no reason given'}.`, fault);
}
