import type { FinishedState } from './run-state.ts';
import type { TriggerRule } from './trigger-rule-names.ts';

/** The direct upstream instances of a task, counted by state. Kept up to date one change at a time. */
export interface UpstreamCounts {
  /** All of them, finished or not. */
  total: number;
  success: number;
  failed: number;
  upstream_failed: number;
  skipped: number;
  removed: number;
  /** Those among them that are setups. */
  setups: number;
  setupSuccess: number;
  setupSkipped: number;
}

export const noUpstream = (total = 0): UpstreamCounts => ({
  total,
  success: 0,
  failed: 0,
  upstream_failed: 0,
  skipped: 0,
  removed: 0,
  setups: 0,
  setupSuccess: 0,
  setupSkipped: 0,
});

export type RuleDecision =
  | { readonly action: 'run' }
  | { readonly action: 'wait'; readonly reason: string }
  | { readonly action: 'set'; readonly state: FinishedState; readonly reason: string };

type Counts = Readonly<UpstreamCounts>;

const done = (c: Counts): number => c.success + c.failed + c.upstream_failed + c.skipped + c.removed;
const open = (c: Counts): number => c.total - done(c);
const broken = (c: Counts): number => c.failed + c.upstream_failed;

/** The final state that a rule gives at once, whatever the rest of the upstream will do; undefined: none. */
const FINAL: Readonly<Record<TriggerRule, (c: Counts) => FinishedState | undefined>> = {
  all_success: (c) => (broken(c) > 0 ? 'upstream_failed' : c.skipped > 0 ? 'skipped' : undefined),
  all_failed: (c) => (c.success + c.skipped > 0 ? 'skipped' : undefined),
  all_done: () => undefined,
  all_done_min_one_success: (c) =>
    c.skipped > 0 ? 'skipped' : open(c) === 0 && c.success === 0 ? 'upstream_failed' : undefined,
  all_done_setup_success: (c) => {
    if (open(c) > 0 || c.setups === 0) return undefined;
    return c.setupSkipped === c.setups ? 'skipped' : c.setupSuccess === 0 ? 'upstream_failed' : undefined;
  },
  one_success: (c) => {
    if (open(c) > 0) return undefined;
    return c.skipped === c.total ? 'skipped' : c.success === 0 ? 'upstream_failed' : undefined;
  },
  one_failed: (c) => (open(c) === 0 && broken(c) === 0 ? 'skipped' : undefined),
  one_done: (c) => (open(c) === 0 && c.failed + c.success === 0 ? 'skipped' : undefined),
  none_failed: (c) => (broken(c) > 0 ? 'upstream_failed' : undefined),
  none_failed_min_one_success: (c) => {
    if (broken(c) > 0) return 'upstream_failed';
    if (c.skipped === c.total) return 'skipped';
    return open(c) === 0 && c.success === 0 ? 'upstream_failed' : undefined;
  },
  none_skipped: (c) => (c.skipped > 0 ? 'skipped' : undefined),
  all_skipped: (c) => (c.success + broken(c) > 0 ? 'skipped' : undefined),
  always: () => undefined,
};

const unless = (count: number, text: (count: number) => string): string | undefined =>
  count > 0 ? text(count) : undefined;
const notDone = (c: Counts, which = 'all upstream tasks'): string | undefined =>
  unless(open(c), (n) => `requires ${which} to have completed, but found ${n} task(s) that were not done`);
const oneSuccess = (c: Counts, which: string): string | undefined =>
  c.success > 0 ? undefined : `requires ${which} task success, but none were found`;
const nothingFailed = (c: Counts): string | undefined =>
  unless(
    c.total - c.success - c.skipped - c.removed,
    (n) => `requires all upstream tasks to have succeeded or been skipped, but found ${n} non-success(es)`,
  );

/** What a rule still lacks; undefined: it is met. */
const LACKING: Readonly<Record<TriggerRule, (c: Counts) => string | undefined>> = {
  all_success: (c) =>
    unless(
      c.total - c.success - c.removed,
      (n) => `requires all upstream tasks to have succeeded, but found ${n} non-success(es)`,
    ),
  all_failed: (c) =>
    unless(
      c.total - broken(c) - c.removed,
      (n) => `requires all upstream tasks to have failed, but found ${n} non-failure(s)`,
    ),
  all_done: (c) => notDone(c),
  all_done_min_one_success: (c) => {
    const which = 'all non-skipped upstream tasks';
    return (
      unless(c.skipped, (n) => `requires ${which} to have completed, but found ${n} skipped task(s)`) ??
      notDone(c, which) ??
      (c.success > 0
        ? undefined
        : `requires ${which} to have completed and at least one upstream task has succeeded, but found 0 successful task(s)`)
    );
  },
  all_done_setup_success: (c) =>
    notDone(c) ??
    (c.setups > 0 && c.setupSuccess === 0
      ? `requires at least one upstream setup task be successful, but found ${c.setups} task(s) that were not`
      : undefined),
  one_success: (c) => oneSuccess(c, 'one upstream'),
  one_failed: (c) => (broken(c) > 0 ? undefined : 'requires one upstream task failure, but none were found'),
  one_done: (c) =>
    c.success + c.failed > 0
      ? undefined
      : 'requires at least one upstream task failure or success but none were failed or success',
  none_failed: nothingFailed,
  none_failed_min_one_success: (c) => nothingFailed(c) ?? oneSuccess(c, 'at least one upstream'),
  none_skipped: (c) =>
    open(c) > 0 || c.skipped > 0
      ? `requires all upstream tasks to not have been skipped, but found ${c.skipped} task(s) skipped`
      : undefined,
  all_skipped: (c) =>
    unless(
      c.total - c.skipped,
      (n) => `requires all upstream tasks to have been skipped, but found ${n} task(s) in non skipped state`,
    ),
  always: () => undefined,
};

/**
 * Airflow's decision on a task whose upstream counts so: run it, wait, or give it a final state at once.
 * Constant time. Reasons are Airflow's own sentences, without the dumps that follow them there.
 */
export function evaluateTriggerRule(rule: TriggerRule, counts: Counts): RuleDecision {
  if (counts.total === 0) return { action: 'run' };
  const lacking = LACKING[rule](counts);
  const state = FINAL[rule](counts);
  const reason = `'${rule}' ${lacking ?? 'is met'}`;
  if (state !== undefined) return { action: 'set', state, reason };
  return lacking === undefined ? { action: 'run' } : { action: 'wait', reason };
}
