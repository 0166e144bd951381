export { default } from './dag-run.ts';
export { tradewind_slots } from './slots.ts';
