export type StackErrorCode =
  | 'server_not_found'
  | 'checksum_mismatch'
  | 'service_failed'
  | 'stack_busy'
  | 'stack_not_running'
  | 'start_cancelled';

/** What went wrong with the embedded servers, in words that name the cause and the cure. */
export class StackError extends Error {
  readonly code: StackErrorCode;
  constructor(code: StackErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StackError';
    this.code = code;
  }
}

/** The message of whatever was thrown, on one line. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim().replace(/\s*\n\s*/g, '; ');
}
