import * as fc from 'fast-check';
import { isFinished, type RunState } from '../../engine/run-state.ts';
import { TRIGGER_RULES, type TriggerRule } from '../../engine/trigger-rule-names.ts';
import { endOf, Played, specOf, type Outcome } from './play.ts';

/** Any graph of up to 12 tasks, each with any upstream among those before it and any rule. */
const anyRun = fc
  .array(
    fc.record({
      above: fc.array(fc.nat(11), { maxLength: 4 }),
      rule: fc.constantFrom<TriggerRule>(...TRIGGER_RULES),
      outcome: fc.constantFrom<Outcome>('success', 'failed', 'skipped'),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((nodes) => {
    const upstream = (index: number): string[] => [
      ...new Set(nodes[index]!.above.filter((other) => other < index).map((other) => `t${other}`)),
    ];
    return {
      spec: specOf(
        Object.fromEntries(nodes.map((_, index) => [`t${index}`, upstream(index)])),
        Object.fromEntries(nodes.map(({ rule }, index) => [`t${index}`, rule])),
      ),
      outcome: (taskId: string): Outcome => nodes[Number(taskId.slice(1))]!.outcome,
    };
  });

type AnyRun = ReturnType<typeof specOf>;

const leavesOf = (spec: AnyRun): string[] => {
  const above = new Set(spec.tasks.flatMap((task) => task.upstream));
  return spec.tasks.map(({ taskId }) => taskId).filter((id) => !above.has(id));
};

describe('whatever the graph, the rules and the outcomes', () => {
  it('a run ends, every task has ended, none ran twice, and the leaves decide', () => {
    fc.assert(
      fc.property(anyRun, ({ spec, outcome }) => {
        const played = new Played(spec, outcome).tell({ type: 'run_started', at: 0 }).toTheEnd();
        const states = played.states();
        expect(played.scheduler.isFinished).toBe(true);
        expect(Object.keys(states).sort()).toEqual(spec.tasks.map(({ taskId }) => taskId).sort());
        expect(Object.values(states).every(isFinished)).toBe(true);
        expect(new Set(played.started).size).toBe(played.started.length);
        const failed = leavesOf(spec).some(
          (id) => states[id] === 'failed' || states[id] === 'upstream_failed',
        );
        expect(played.scheduler.state.state).toBe(failed ? 'failed' : 'success');
        expect(played.decisions.filter(({ type }) => type === 'finish_run')).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  it('the order in which started tasks end changes no final state under rules that know one early decision at most', () => {
    // all_success is not among them: of a failure and a skip the one that comes first decides, as in Airflow.
    const waiting: TriggerRule[] = [
      'all_done',
      'none_skipped',
      'none_failed',
      'all_failed',
      'none_failed_min_one_success',
    ];
    fc.assert(
      fc.property(
        anyRun,
        fc.infiniteStream(fc.nat(100)),
        fc.constantFrom(...waiting),
        (run, choices, rule) => {
          const spec = { ...run.spec, tasks: run.spec.tasks.map((task) => ({ ...task, triggerRule: rule })) };
          const inOrder = new Played(spec, run.outcome).tell({ type: 'run_started', at: 0 }).toTheEnd();
          const shuffled = new Played(spec).tell({ type: 'run_started', at: 0 });
          const open = [...shuffled.started];
          while (open.length > 0) {
            const [taskId] = open.splice(choices.next().value! % open.length, 1) as [string];
            const before = shuffled.started.length;
            shuffled.tell(endOf(taskId, run.outcome(taskId)));
            open.push(...shuffled.started.slice(before));
          }
          expect(shuffled.states()).toEqual(inOrder.states());
        },
      ),
      { numRuns: 300 },
    );
  });

  it('a run carried to another execution after any event ends as if it had not been', () => {
    fc.assert(
      fc.property(anyRun, fc.nat(10), ({ spec, outcome }, cut) => {
        const whole = new Played(spec, outcome).tell({ type: 'run_started', at: 0 }).toTheEnd();
        const first = new Played(spec).tell({ type: 'run_started', at: 0 });
        for (let index = 0; index < Math.min(cut, first.started.length); index += 1) {
          first.tell(endOf(first.started[index]!, outcome(first.started[index]!)));
        }
        const carried = JSON.parse(JSON.stringify(first.scheduler)) as RunState;
        const second = new Played(spec, outcome, carried).tell({ type: 'run_started', at: 1 }).toTheEnd();
        expect(second.states()).toEqual(whole.states());
      }),
      { numRuns: 300 },
    );
  });
});
