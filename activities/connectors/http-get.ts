/** A whole answer: its body is text in UTF-8. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

export interface HttpRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Called when the first bytes of the answer are here. */
  readonly onAnswer?: () => void;
  readonly signal?: AbortSignal;
}

/** No whole answer came: the server cannot be reached, or the connection broke, or it took too long. */
export class HttpConnectionError extends Error {
  override readonly name = 'HttpConnectionError';
}

/** An address without its query, which may hold a key. */
export const withoutQuery = (url: URL): string => `${url.origin}${url.pathname}`;

/**
 * One GET, without retries. Redirects are not followed, because headers and query may hold a key.
 * @throws HttpConnectionError, whose text never holds the query or a header; the signal's reason when it aborts
 */
export async function httpGet(request: HttpRequest): Promise<HttpAnswer> {
  const { url, signal, timeoutMs } = request;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const abort = (): void => controller.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  const timedOut = new HttpConnectionError(
    `GET ${withoutQuery(url)}: no whole answer within ${timeoutMs / 1000} s`,
  );
  const timer = setTimeout(() => controller.abort(timedOut), timeoutMs);
  try {
    const response = await fetch(url, {
      headers: { ...request.headers },
      redirect: 'manual',
      signal: controller.signal,
    });
    request.onAnswer?.();
    return { status: response.status, headers: response.headers, body: await response.text() };
  } catch (error) {
    signal?.throwIfAborted();
    if (controller.signal.aborted) throw timedOut;
    throw new HttpConnectionError(`GET ${withoutQuery(url)}: ${innermost(error)}`, { cause: undefined });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** fetch() says only "fetch failed"; the reason lies below. */
function innermost(error: unknown): string {
  let at = error;
  while (at instanceof Error && at.cause instanceof Error) at = at.cause;
  if (at instanceof AggregateError && at.errors[0] instanceof Error) at = at.errors[0];
  if (!(at instanceof Error)) return 'the connection failed';
  const code = (at as NodeJS.ErrnoException).code;
  return code === undefined || at.message.includes(code) ? at.message : `${code}: ${at.message}`;
}
