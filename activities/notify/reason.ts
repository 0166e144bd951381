/** The message and that of its cause: `fetch failed` alone says nothing. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? reasonOf(error.cause) : '';
  const code = (error as { code?: unknown }).code;
  const own = error.message === '' && typeof code === 'string' ? code : error.message;
  return cause === '' || cause === own ? own : `${own}: ${cause}`;
}
