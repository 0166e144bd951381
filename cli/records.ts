import type { ObjectStore } from '../activities/connectors/object-store.ts';
import { ENGINE_SETTINGS } from '../workers/configuration.ts';
import { readSettings } from '../workers/settings.ts';
import { withStackEnvironment } from '../workers/stack-environment.ts';

const SETTINGS = {
  endpoint: ENGINE_SETTINGS.s3Endpoint,
  region: ENGINE_SETTINGS.s3Region,
  accessKey: ENGINE_SETTINGS.s3AccessKey,
  secretKey: ENGINE_SETTINGS.s3SecretKey,
} as const;

/**
 * The store of closed runs' records.
 * @returns undefined when the environment names no S3: then only what Temporal remembers can be read
 * @throws SettingsError when it names one wrongly
 */
export async function openRecords(): Promise<ObjectStore | undefined> {
  const environment = withStackEnvironment(process.env);
  const given = [SETTINGS.endpoint, SETTINGS.accessKey, SETTINGS.secretKey].some(
    ({ name }) => environment[name],
  );
  if (!given) return undefined;
  const { endpoint, ...rest } = readSettings(SETTINGS, environment);
  const { s3ObjectStore } = await import('../activities/connectors/s3-object-store.ts');
  return s3ObjectStore({ ...rest, ...(endpoint === undefined ? {} : { endpoint }) });
}
