import { TmdbError } from './errors.ts';

/** A key in the form of TMDB's v3 keys (32 hexadecimal digits); it opens nothing but the demo. */
export const DEMO_V3_KEY = 'de300000000000000000000000000de3';

/** A token in the form of TMDB's v4 tokens (a JWT, here with "alg": "none"). */
export const DEMO_V4_TOKEN = 'eyJhbGciOiJub25lIn0.eyJhdWQiOiJkZW1vIn0.demo';

const isToken = (key: string): boolean => key.startsWith('eyJ');

/**
 * As at TMDB: a v3 key is taken from `api_key`, a v4 token from `Authorization: Bearer`, neither in the other's place.
 * @throws TmdbError 7 when no accepted key was given
 */
export function checkKey(
  accepted: readonly string[],
  apiKey: string | undefined,
  authorization: string | undefined,
): void {
  const bearer = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
  const isKnown = (key: string | undefined, wantToken: boolean): boolean =>
    key !== undefined && accepted.includes(key) && isToken(key) === wantToken;
  if (isKnown(bearer, true) || isKnown(apiKey, false)) return;
  throw new TmdbError(7);
}
