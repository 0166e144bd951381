import type { FinishedState } from '../../../engine/run-state.ts';
import type { TriggerRule } from '../../../engine/trigger-rule-names.ts';
import { evaluateInScope, type ScopeCounts } from '../../../engine/scope-rules.ts';
import { noUpstream, type UpstreamCounts } from '../../../engine/trigger-rules.ts';
import { describeRecorded, expectAll } from './cases.ts';

type State = FinishedState | 'unfinished';

interface RuleCase {
  readonly rule?: TriggerRule;
  readonly decision: string;
  readonly reason?: string;
  readonly upstream?: readonly State[];
  readonly setups?: readonly State[];
  readonly teardown?: true;
  readonly graph?: string;
  readonly task?: string;
  readonly setup?: State;
  readonly w1?: State;
  readonly w2?: State;
  readonly a?: readonly State[];
  readonly plain?: State;
}

function count(plain: readonly State[], setups: readonly State[] = []): UpstreamCounts {
  const counts = noUpstream(plain.length + setups.length);
  for (const state of [...plain, ...setups]) if (state !== 'unfinished') counts[state] += 1;
  counts.setups = setups.length;
  counts.setupSuccess = setups.filter((state) => state === 'success').length;
  counts.setupSkipped = setups.filter((state) => state === 'skipped').length;
  return counts;
}

interface Question extends ScopeCounts {
  readonly rule: TriggerRule;
  readonly upstream: UpstreamCounts;
}

/** Which counts a case is about; the graphs are described in the recording's README. */
function questionOf(one: RuleCase): Question {
  const rule = one.rule ?? 'all_success';
  const rest = { setups: noUpstream(), openInScope: 0 };
  if (one.a !== undefined) return { ...rest, rule, upstream: count([one.a[1]!, one.plain!]), mapIndex: 1 };
  if (one.upstream !== undefined) return { ...rest, rule, upstream: count(one.upstream, one.setups) };
  if (one.task !== 'teardown')
    return { ...rest, rule, upstream: count([one.w1!]), setups: count([one.setup!]) };
  return {
    ...rest,
    rule: 'all_done_setup_success',
    upstream: count([one.w2!], [one.setup!]),
    openInScope: one.w1 === 'unfinished' ? 1 : 0,
  };
}

function decide({ rule, upstream, ...scope }: Question): { decision: string; reason?: string } {
  const decision = evaluateInScope(rule, upstream, scope);
  if (decision.action === 'run') return { decision: 'run' };
  const text = decision.action === 'set' ? `set ${decision.state}` : 'wait';
  return { decision: text, reason: decision.reason };
}

describeRecorded<RuleCase>('trigger-rules.json', (cases) => {
  it('decides every case as Airflow did, with the same reason', () => {
    expectAll(
      cases,
      (one) => {
        const { decision, reason } = decide(questionOf(one));
        return { decision, reason: one.reason === undefined ? undefined : reason };
      },
      ({ decision, reason }) => ({ decision, reason }),
    );
  });
});
