import {
  httpUrl,
  integerBetween,
  numberBetween,
  readSettings,
  SettingsError,
  text,
  type Setting,
  type ValuesOf,
} from '../../workers/settings.ts';
import { withStackEnvironment } from '../../workers/stack-environment.ts';

export const PUBLIC_API = 'https://api.themoviedb.org/3';

const apiKey: Setting<string | undefined> = {
  name: 'TMDB_API_KEY',
  about: 'a v3 key or a v4 read access token of TMDB',
  secret: true,
  fallback: undefined,
  parse: (value) => {
    if (/\s/.test(value)) throw new Error('allowed is a v3 key or a v4 token, without blanks');
    return text(value);
  },
};

const retentionDays = (layer: string, days: number): Setting<number> => ({
  name: `${layer.toUpperCase()}_RETENTION_DAYS`,
  about: `days that ${layer} is kept`,
  fallback: days,
  parse: integerBetween(1, 36_500),
});

/** Every setting of the movie pipeline, beside those of the engine. */
export const TMDB_SETTINGS = {
  apiKey,
  baseUrl: { name: 'TMDB_BASE_URL', about: "the API's address", fallback: PUBLIC_API, parse: httpUrl },
  rateLimit: {
    name: 'TMDB_RATE_LIMIT',
    about: 'requests a second at most',
    fallback: 4,
    parse: numberBetween(0.01, 10_000),
  },
  retryAttempts: {
    name: 'TMDB_RETRY_ATTEMPTS',
    about: 'further tries of a request that failed for a passing reason',
    fallback: 3,
    parse: integerBetween(0, 20),
  },
  bronzeRetentionDays: retentionDays('bronze', 90),
  silverRetentionDays: retentionDays('silver', 730),
  goldRetentionDays: retentionDays('gold', 1825),
} as const;

export type TmdbSettings = ValuesOf<typeof TMDB_SETTINGS>;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The movie pipeline's settings, from the environment, completed by the embedded stack where one runs. A key or an
 * address of one's own shuts out the stack's: a real key must not go to the demo API, nor the demo's key elsewhere.
 * @throws SettingsError that lists every wrong and every missing one
 */
export function readTmdbSettings(environment: Environment = process.env): TmdbSettings {
  const own = [TMDB_SETTINGS.apiKey, TMDB_SETTINGS.baseUrl].some(({ name }) => environment[name]);
  const settings = readSettings(TMDB_SETTINGS, own ? environment : withStackEnvironment(environment));
  if (settings.apiKey === undefined && isPublic(settings.baseUrl)) {
    throw new SettingsError([
      `TMDB_API_KEY is not set, and the public API (${new URL(settings.baseUrl).host}) answers nobody without one: ` +
        'set it to a v3 key or a v4 token (themoviedb.org, Settings, API), or leave TMDB_BASE_URL unset and ' +
        'start the embedded demo API with `tradewind up`',
    ]);
  }
  return settings;
}

const isPublic = (baseUrl: string): boolean =>
  /(^|\.)(themoviedb|tmdb)\.org$/.test(new URL(baseUrl).hostname.toLowerCase());
