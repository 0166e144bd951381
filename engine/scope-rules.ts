import type { TriggerRule } from './trigger-rule-names.ts';
import { evaluateTriggerRule, type RuleDecision, type UpstreamCounts } from './trigger-rules.ts';

/** What a task in the scope of setups and teardowns depends on beside its direct upstream. */
export interface ScopeCounts {
  /** Setups above a task that are not directly above it, by state. Of a teardown: none. */
  readonly setups: Readonly<UpstreamCounts>;
  /** Of a teardown: unfinished tasks between it and its setups. */
  readonly openInScope: number;
  /** Of an instance of a mapped task: its index. */
  readonly mapIndex?: number;
}

/**
 * The whole decision on a task: whatever its rule (but `always`), it needs all setups above it; then its rule; and a
 * teardown waits for its scope. A state given by the rule stands even while a setup is awaited, as in Airflow.
 */
export function evaluateInScope(
  rule: TriggerRule,
  upstream: Readonly<UpstreamCounts>,
  { setups, openInScope, mapIndex = -1 }: ScopeCounts,
): RuleDecision {
  const bySetups = evaluateSetups(rule, setups);
  if (bySetups.action === 'set') return bySetups;
  const byRule = evaluateTriggerRule(rule, upstream);
  if (bySetups.action === 'wait')
    return byRule.action === 'set' ? { ...byRule, reason: bySetups.reason } : bySetups;
  if (byRule.action !== 'run') return byRule;
  // Airflow takes an instance whose index lies behind the succeeded ones for one that was mapped away above.
  if (
    rule === 'all_success' &&
    upstream.removed > 0 &&
    upstream.success > 0 &&
    mapIndex >= upstream.success
  ) {
    return {
      action: 'set',
      state: 'removed',
      reason: `'all_success' found ${upstream.removed} upstream task(s) removed`,
    };
  }
  if (openInScope === 0) return byRule;
  const lacking = `requires all tasks between setup and teardown to have completed, but found ${openInScope} in-scope task(s) not done`;
  return { action: 'wait', reason: `'${rule}' ${lacking}` };
}

function evaluateSetups(rule: TriggerRule, setups: Readonly<UpstreamCounts>): RuleDecision {
  const reason = 'All setup tasks must complete successfully';
  if (rule === 'always' || setups.success === setups.total) return { action: 'run' };
  if (setups.failed + setups.upstream_failed > 0) return { action: 'set', state: 'upstream_failed', reason };
  return setups.skipped > 0 ? { action: 'set', state: 'skipped', reason } : { action: 'wait', reason };
}
