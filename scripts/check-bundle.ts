import { join } from 'node:path';
import { PACKAGE_ROOT } from '../workers/home.ts';
import { bundledModules, strangers } from './lib/bundle.ts';

/** Really bundles the workflows: only `engine/` and `workflows/` may get in, and nothing of Node.js. */
const modules = await bundledModules(join(PACKAGE_ROOT, 'workflows', 'index.ts'));
const found = strangers(modules, PACKAGE_ROOT);
for (const module of found) process.stderr.write(`in the workflow bundle, and must not be: ${module}\n`);
process.stderr.write(`${modules.length} modules bundled, ${found.length} of them must not be there\n`);
process.exitCode = found.length === 0 ? 0 : 1;
