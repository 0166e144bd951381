import { NOTIFY_SETTINGS, readNotifySettings } from '../activities/notify/configuration.ts';
import { ENGINE_SETTINGS, loadConfiguration, type Configuration } from './configuration.ts';
import type { DagEnvironment } from './dag-folder.ts';
import { secretMask } from './secrets.ts';
import { SettingsError } from './settings.ts';
import { withStackEnvironment } from './stack-environment.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads what the engine and its DAGs need of the environment.
 * @throws SettingsError with the problems of all of them together
 */
export function checkEnvironment(
  environment: Environment,
  dags: readonly DagEnvironment[],
): { configuration: Configuration; maskSecrets: (text: string) => string } {
  const problems: string[] = [];
  const collect = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  const configuration = collect(() => loadConfiguration(environment));
  collect(() => readNotifySettings(environment));
  for (const { check } of dags) collect(() => check(environment));
  if (configuration === undefined || problems.length > 0) throw new SettingsError(problems);
  const tables = [ENGINE_SETTINGS, NOTIFY_SETTINGS, ...dags.map(({ settings }) => settings)];
  return { configuration, maskSecrets: secretMask(withStackEnvironment(environment), tables) };
}
