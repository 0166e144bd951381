import { register } from 'tsx/esm/api';

register();
const { quickstart } = await import('../../pipelines/tmdb/quickstart.ts');
process.exitCode = await quickstart(process.argv.slice(2));
