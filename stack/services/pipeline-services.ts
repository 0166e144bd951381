import { access, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dagsFolder } from '../../workers/dag-folder.ts';
import type { EmbeddedService } from '../embedded-service.ts';
import { freePort } from '../processes/free-port.ts';
import type { Environment, StackService } from '../stack-service.ts';

/** The services that pipelines bring along in `<dags folder>/<pipeline>/services.ts`. */
export async function pipelineServices(environment: Environment): Promise<StackService[]> {
  const folder = dagsFolder(environment);
  const found: StackService[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const file = join(folder, entry.name, 'services.ts');
    if (!entry.isDirectory() || !(await exists(file))) continue;
    const { services } = (await import(pathToFileURL(file).href)) as {
      services: readonly EmbeddedService[];
    };
    found.push(...services.map((service) => asStackService(service, `pipeline ${entry.name}`)));
  }
  return found;
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

function asStackService(service: EmbeddedService, source: string): StackService {
  return {
    name: service.name,
    readySeconds: 60,
    graceSeconds: 10,
    elsewhere: (environment) =>
      service.isWanted(environment)
        ? undefined
        : { address: '-', source: 'not wanted: the environment names the real one' },
    async plan({ folder, environment }) {
      const port = await freePort();
      await mkdir(folder, { recursive: true });
      return {
        ...service.command({ port, folder, environment }),
        address: `http://127.0.0.1:${port}`,
        version: 'of this package',
        source,
        offers: service.environment(port),
        answers: async () => {
          const response = await fetch(service.readyUrl(port), { signal: AbortSignal.timeout(2000) });
          await response.arrayBuffer();
          if (!response.ok) throw new Error(`${service.readyUrl(port)} answers ${response.status}`);
        },
      };
    },
  };
}
