/** A v4 read access token is a JSON web token: three parts with dots between. All else is a v3 key. */
const isToken = (apiKey: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(apiKey);

/** Where the key goes: a v4 token into a header, a v3 key into the query. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

export function credentialsOf(apiKey: string | undefined): Credentials {
  if (apiKey === undefined) return { headers: {}, query: {} };
  if (isToken(apiKey)) return { headers: { authorization: `Bearer ${apiKey}` }, query: {} };
  return { headers: {}, query: { api_key: apiKey } };
}
