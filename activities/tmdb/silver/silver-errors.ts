/** Silver cannot be made, and another try would fail alike. */
abstract class SilverError extends Error {
  abstract readonly type: string;
  readonly nonRetryable = true;
  override get name(): string {
    return this.type;
  }
}

/** There is no bronze to make silver of. */
export class BronzeNotCommitted extends SilverError {
  readonly type = 'BronzeNotCommitted';
}

/** Files are what their manifest says, and yet no rows of the dataset: truncated before they were summed, or a column is missing. */
export class DatasetUnreadable extends SilverError {
  readonly type = 'DatasetUnreadable';
}
