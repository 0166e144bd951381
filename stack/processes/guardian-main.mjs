import { register } from 'tsx/esm/api';

register();
const { guard } = await import('./guardian.ts');
await guard(process.stdin);
