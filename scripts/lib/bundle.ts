import { relative } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';

/** The rooms that may run in the workflow sandbox. */
const ALLOWED_ROOMS = ['engine', 'workflows'];

const SOURCE_MAP = /\/\/# sourceMappingURL=data:application\/json;[^,]*,([A-Za-z0-9+/=]+)/g;

const ignore = (): void => undefined;

/**
 * Bundles workflows as a worker does.
 * @returns the modules that ended up in the bundle, by absolute path
 * @throws Error with the bundler's own words when a module cannot be bundled: every Node.js built-in
 */
export async function bundledModules(workflowsPath: string): Promise<string[]> {
  const errors: string[] = [];
  const keep = (message: string): void => void errors.push(message);
  const logger = { log: ignore, trace: ignore, debug: ignore, info: ignore, warn: keep, error: keep };
  const { code } = await bundleWorkflowCode({ workflowsPath, logger }).catch((error: unknown) => {
    throw new Error(`the workflows cannot be bundled:\n${errors.join('\n')}`, { cause: error });
  });
  // Each module is followed by a map of its own only in development builds: the last one is the bundle's.
  const encoded = [...code.matchAll(SOURCE_MAP)].at(-1)?.[1];
  if (encoded === undefined)
    throw new Error('the bundle has no source map, so nothing is known of its modules');
  const map = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')) as { sources: string[] };
  return map.sources;
}

/** The modules that have no business in the workflow sandbox: ours of other rooms, and Node.js's own. */
export function strangers(modules: readonly string[], root: string): string[] {
  return modules.filter((module) => {
    if (/(^|\|)node:/.test(module)) return true;
    const path = relative(root, module);
    const isOurs = module.startsWith(root) && !path.startsWith('node_modules/');
    return isOurs && !ALLOWED_ROOMS.some((room) => path.startsWith(`${room}/`));
  });
}
