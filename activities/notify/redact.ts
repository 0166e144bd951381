/** Shorter texts are no secrets, and taking them out would make nonsense of the rest. */
const LEAST_SECRET = 4;

/** The text without any of the secrets, as given or percent-encoded. */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]);
  const longestFirst = forms
    .filter(({ length }) => length >= LEAST_SECRET)
    .sort((a, b) => b.length - a.length);
  return longestFirst.reduce((safe, secret) => safe.replaceAll(secret, '***'), text);
}

/** What of an address with credentials in it must not be shown: the whole, its user part and its path. */
export function secretsOfUrl(address: string): string[] {
  const url = new URL(address);
  const parts = [url.username, url.password].flatMap((part) => [part, decoded(part)]);
  const path = url.pathname.length > 1 ? [url.pathname, ...url.pathname.split('/').slice(-1)] : [];
  return [address, url.href, ...parts, ...path, url.search];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not percent-encoded: it is what it says
  }
}
