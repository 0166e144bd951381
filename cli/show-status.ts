import { tailOf } from '../stack/processes/log-tail.ts';
import { reportStatus, type ServiceStatus, type StackStatus } from '../stack/report-status.ts';
import { readState } from '../stack/state-file.ts';
import { tradewindHome } from '../workers/home.ts';
import { CommandFailed } from './command-error.ts';
import { formatRecord, formatRows, print, tell, type OutputFormat } from './output.ts';

const COLUMNS = ['name', 'state', 'address', 'ui', 'version', 'source', 'logFile'];

/** @throws CommandFailed when no stack is up, or a service has died: then with the end of its log */
export async function showStatus(format: OutputFormat): Promise<void> {
  const home = tradewindHome();
  const status = reportStatus(home, readState(home));
  const services = Object.values(status.services);
  if (format === 'json' || format === 'yaml') print(formatRecord({ ...status }, format));
  else if (services.length > 0)
    print(
      formatRows(
        services.map((service) => ({ ...service })),
        COLUMNS,
        format,
      ),
    );
  for (const { name, standsInFor } of services) {
    if (standsInFor !== undefined)
      tell(`${name} is a stand-in for ${standsInFor}, not ${standsInFor} itself.`);
  }
  await failOnTrouble(status, services);
}

async function failOnTrouble(status: StackStatus, services: readonly ServiceStatus[]): Promise<void> {
  if (status.state === 'stopped') {
    throw new CommandFailed(`No stack is up in ${status.home}. Start it with \`tradewind up\`.`);
  }
  const dead = services.filter(({ state }) => state === 'failed');
  for (const { name, failure, logFile } of dead) {
    const tail = logFile === undefined ? [] : await tailOf(logFile);
    tell(
      [`${name} has died (${failure ?? ''}). The end of its log:`, ...tail.map((line) => `  | ${line}`)].join(
        '\n',
      ),
    );
  }
  if (status.state === 'killed' || dead.length > 0) {
    throw new CommandFailed('Start the stack again with `tradewind down` and `tradewind up`.');
  }
}
