// Entry of a scoring thread: workers start as plain Node, so TypeScript is registered here first.
import { register } from 'tsx/esm/api';

register();
await import('./score-worker.ts');
