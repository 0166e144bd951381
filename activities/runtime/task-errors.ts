import { ApplicationFailure } from '@temporalio/common';

/** Thrown by a handler to end its task as `skipped`; Airflow's AirflowSkipException. */
export class TaskSkipped extends Error {
  override readonly name = 'TaskSkipped';
}

/** Thrown by a handler to fail its task at once, whatever retries are left; Airflow's AirflowFailException. */
export class TaskFailedForGood extends Error {
  override readonly name = 'TaskFailedForGood';
}

/** An error that carries a stable type across Temporal, and may rule out another try. */
interface TypedError extends Error {
  readonly type?: string;
  readonly nonRetryable?: boolean;
}

/** The SDK's word for an activity that no worker offers; a handler's own error of this name is something else. */
const wireType = (type: string): string => (type === 'NotFoundError' ? 'HandlerNotFoundError' : type);

/** Longer messages are cut: they are stored in every run's history. */
const LONGEST_MESSAGE = 4_000;

/** The causes of an error, outermost first, as one text. */
function describe(error: Error): string {
  const messages: string[] = [];
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { message } = at;
    if (message !== '' && !messages.some((said) => said.includes(message))) messages.push(message);
  }
  const text = messages.join(': ');
  return text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}… (cut)` : text;
}

/**
 * The failure that Temporal is told of: the error's own type and words, the try it ended, and when the next may start.
 * @param mask removes secrets from the text
 * @param nextRetryDelaySeconds Airflow's delay for this try; absent: the retry policy decides
 */
export function toApplicationFailure(
  error: unknown,
  attempt: number,
  mask: (text: string) => string,
  nextRetryDelaySeconds?: number,
): ApplicationFailure {
  const typed: TypedError = error instanceof Error ? error : new Error(String(error));
  const failure = ApplicationFailure.create({
    message: mask(describe(typed)),
    type: wireType(typed.type ?? typed.name),
    nonRetryable: typed.nonRetryable === true || typed instanceof TaskFailedForGood,
    details: [{ attempt }],
    ...(nextRetryDelaySeconds === undefined ? {} : { nextRetryDelay: nextRetryDelaySeconds * 1000 }),
  });
  if (typed.stack !== undefined) failure.stack = mask(typed.stack);
  return failure;
}
