import { fraction } from './hash.ts';

/**
 * What can go wrong with a request. `reset` cuts the connection before an answer, `timeout` never answers,
 * `truncated` cuts it in the middle of the body, `half-json` ends the body early without any sign of it.
 */
export const FAULT_KINDS = [
  '500',
  '502',
  '503',
  '504',
  '429',
  'reset',
  'timeout',
  'truncated',
  'half-json',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultPlan {
  /** Share of requests that fail, 0 to 1. */
  readonly share: number;
  readonly seed: number;
  readonly kinds: readonly FaultKind[];
}

export const NO_FAULTS: FaultPlan = { share: 0, seed: 1, kinds: FAULT_KINDS };

/** The fault of the n-th request (counted from 1), if any: the same for the same plan and number. */
export function faultOf(plan: FaultPlan, request: number): FaultKind | undefined {
  if (fraction('fault', plan.seed, request) >= plan.share) return undefined;
  return plan.kinds[Math.floor(fraction('kind', plan.seed, request) * plan.kinds.length)];
}

/** @throws Error that lists the kinds there are */
export function parseFaultKinds(text: string): FaultKind[] {
  return text.split(',').map((word) => {
    const kind = FAULT_KINDS.find((candidate) => candidate === word.trim());
    if (kind === undefined) {
      throw new Error(`'${word}' is no kind of fault: allowed are ${FAULT_KINDS.join(', ')}`);
    }
    return kind;
  });
}
