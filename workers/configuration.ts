import { readFileSync } from 'node:fs';
import { tradewindHome } from './home.ts';
import { httpUrl, oneOf, readSettings, text, type Setting, type ValuesOf } from './settings.ts';
import { withStackEnvironment } from './stack-environment.ts';

const optional = (setting: Omit<Setting<string>, 'fallback'>): Setting<string | undefined> => ({
  ...setting,
  fallback: undefined,
});

const readableFile = (path: string): string => {
  try {
    readFileSync(path);
  } catch (error) {
    throw new Error(
      `allowed is a file that can be read: ${(error as NodeJS.ErrnoException).code ?? 'unreadable'}`,
      {
        cause: error,
      },
    );
  }
  return path;
};

const mongoUrl = (value: string): string => {
  if (!/^mongodb(\+srv)?:\/\//.test(value)) throw new Error('allowed is mongodb://… or mongodb+srv://…');
  return value;
};

const hostAndPort = (value: string): string => {
  if (!/^[^\s/:]+:\d+$/.test(value))
    throw new Error('allowed is host:port without a scheme, e.g. 127.0.0.1:7233');
  return value;
};

const UP = 'start the embedded one with `tradewind up`, or set it';

/** Every setting of the engine itself; a pipeline has a table of its own beside its code. */
export const ENGINE_SETTINGS = {
  temporalAddress: { name: 'TEMPORAL_ADDRESS', about: `Temporal's host:port; ${UP}`, parse: hostAndPort },
  temporalNamespace: { name: 'TEMPORAL_NAMESPACE', about: 'the namespace', fallback: 'default', parse: text },
  temporalApiKey: optional({
    name: 'TEMPORAL_API_KEY',
    about: 'Temporal Cloud API key',
    secret: true,
    parse: text,
  }),
  temporalTlsCert: optional({
    name: 'TEMPORAL_TLS_CERT',
    about: 'client certificate (PEM file)',
    parse: readableFile,
  }),
  temporalTlsKey: optional({ name: 'TEMPORAL_TLS_KEY', about: 'client key (PEM file)', parse: readableFile }),
  temporalTlsCa: optional({
    name: 'TEMPORAL_TLS_CA',
    about: 'authority of the server (PEM file)',
    parse: readableFile,
  }),
  s3Endpoint: optional({
    name: 'S3_ENDPOINT',
    about: 'address of an S3-compatible store; none: AWS',
    parse: httpUrl,
  }),
  s3Region: { name: 'S3_REGION', about: 'region of the buckets', fallback: 'us-east-1', parse: text },
  s3AccessKey: { name: 'S3_ACCESS_KEY', about: `access key of the store; ${UP}`, secret: true, parse: text },
  s3SecretKey: { name: 'S3_SECRET_KEY', about: `secret key of the store; ${UP}`, secret: true, parse: text },
  mongoConnectionString: {
    name: 'MONGODB_CONNECTION_STRING',
    about: `MongoDB's connection string; ${UP}`,
    secret: true,
    parse: mongoUrl,
  },
  mongoDatabase: {
    name: 'MONGODB_DATABASE',
    about: 'database of the views',
    fallback: 'moviedb',
    parse: text,
  },
  logLevel: {
    name: 'LOG_LEVEL',
    about: 'least level that is logged',
    fallback: 'info',
    parse: oneOf('error', 'warn', 'info', 'debug'),
  },
} as const;

export type Configuration = ValuesOf<typeof ENGINE_SETTINGS> & { readonly home: string };

/**
 * The engine's settings: from the environment, completed by the embedded stack where one runs.
 * @throws SettingsError that lists every wrong and every missing one
 */
export function loadConfiguration(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Configuration {
  const complete = withStackEnvironment(environment);
  return { ...readSettings(ENGINE_SETTINGS, complete), home: tradewindHome(environment) };
}

/** Only what a client of Temporal needs, so that looking at runs asks for no S3 and no MongoDB. */
export const TEMPORAL_SETTINGS = {
  temporalAddress: ENGINE_SETTINGS.temporalAddress,
  temporalNamespace: ENGINE_SETTINGS.temporalNamespace,
  temporalApiKey: ENGINE_SETTINGS.temporalApiKey,
  temporalTlsCert: ENGINE_SETTINGS.temporalTlsCert,
  temporalTlsKey: ENGINE_SETTINGS.temporalTlsKey,
  temporalTlsCa: ENGINE_SETTINGS.temporalTlsCa,
} as const;

export type TemporalConfiguration = ValuesOf<typeof TEMPORAL_SETTINGS>;
