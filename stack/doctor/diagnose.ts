import { loadConfiguration } from '../../workers/configuration.ts';
import { tradewindHome } from '../../workers/home.ts';
import { SettingsError } from '../../workers/settings.ts';
import { reportStatus } from '../report-status.ts';
import type { Environment } from '../stack-service.ts';
import { readState } from '../state-file.ts';
import { ok, warning, wrong, type Finding } from './finding.ts';
import { checkMachine } from './machine.ts';
import { checkMongo, checkS3, checkTemporal } from './servers.ts';

/** Looks at the machine, the stack, the settings and every service. Changes nothing. */
export async function diagnose(environment: Environment): Promise<Finding[]> {
  const home = tradewindHome(environment);
  return [...(await checkMachine(home)), ...checkStack(home), ...(await checkServers(environment, home))];
}

function checkStack(home: string): Finding[] {
  const status = reportStatus(home, readState(home));
  if (status.state === 'stopped') {
    return [warning('embedded stack', `not up in ${home}`, 'start it with `tradewind up`')];
  }
  if (status.state === 'killed') {
    return [
      wrong('embedded stack', 'its supervisor was killed', 'run `tradewind down`, then `tradewind up`'),
    ];
  }
  return Object.values(status.services).map(({ name, state, address, failure, logFile }) =>
    state === 'failed'
      ? wrong(
          name,
          `has died (${failure ?? ''}); see ${logFile ?? ''}`,
          'run `tradewind down`, then `tradewind up`',
        )
      : ok(name, `${state}, ${address}`),
  );
}

async function checkServers(environment: Environment, home: string): Promise<Finding[]> {
  try {
    const settings = loadConfiguration(environment);
    const standsIn = mongoStandsIn(settings.mongoConnectionString, home);
    const all = await Promise.all([
      checkTemporal(settings),
      checkS3(settings),
      checkMongo(settings, standsIn),
    ]);
    return [ok('settings', 'complete'), ...all.flat()];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems.map((problem) => wrong('setting', problem, 'set it, or start the stack'));
  }
}

function mongoStandsIn(connectionString: string, home: string): boolean {
  const mongo = readState(home)?.services['mongo'];
  return mongo?.standsInFor !== undefined && mongo.address === connectionString;
}
