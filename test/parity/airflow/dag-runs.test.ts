import type { TaskState } from '../../../engine/run-state.ts';
import { RunScheduler } from '../../../engine/scheduler.ts';
import type { DagSpec } from '../../../engine/spec.ts';
import type { TriggerRule } from '../../../engine/trigger-rule-names.ts';
import { specOf } from '../../engine/play.ts';
import { describeRecorded, expectAll } from './cases.ts';

interface Doing {
  readonly return?: unknown;
  readonly raise?: 'fail' | 'skip' | 'fail_now';
  readonly tries?: number;
  readonly add?: number;
  readonly echo?: true;
}

interface RecordedTask {
  readonly id: string;
  readonly upstream?: readonly string[];
  readonly rule?: TriggerRule;
  readonly retries?: number;
  readonly seconds?: number;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly do?: Doing;
}

interface RunCase {
  readonly id: string;
  readonly dag: { readonly tasks: readonly RecordedTask[]; readonly options?: { readonly fail_fast?: true } };
  readonly runs: readonly object[];
  readonly results?: readonly RunResult[];
}

interface RunResult {
  readonly state: string;
  readonly tasks: Readonly<Record<string, TaskState>>;
  readonly tries?: Readonly<Record<string, number>>;
  readonly xcoms?: Readonly<Record<string, unknown>>;
  readonly story: readonly (readonly [string, number, number])[];
}

/** What this engine has today; cases with anything else wait for its issue. */
const KNOWN_KEYS = new Set(['id', 'upstream', 'rule', 'retries', 'seconds', 'args', 'do']);
const isCovered = ({ dag, runs, results }: RunCase): boolean =>
  results !== undefined &&
  runs.length === 1 &&
  !('groups' in dag) &&
  dag.options?.fail_fast !== true &&
  dag.tasks.every((task) => Object.keys(task).every((key) => KNOWN_KEYS.has(key)));

const sourceOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'xcom' in value ? (value.xcom as string) : undefined;

function toSpec(tasks: readonly RecordedTask[]): DagSpec {
  const above = ({ upstream = [], args = {} }: RecordedTask): string[] => [
    ...new Set([...upstream, ...Object.values(args).flatMap((value) => sourceOf(value) ?? [])]),
  ];
  return specOf(
    Object.fromEntries(tasks.map((task) => [task.id, above(task)])),
    Object.fromEntries(tasks.flatMap(({ id, rule }) => (rule === undefined ? [] : [[id, rule]]))),
  );
}

interface Started {
  readonly task: RecordedTask;
  readonly attempt: number;
  readonly start: number;
  readonly end: number;
  /** Those that one moment started together; of several batches the earlier takes effect first. */
  readonly batch: number;
}

/** Plays a run in virtual time, as the recording's README describes it. */
class VirtualRun {
  readonly #scheduler: RunScheduler;
  readonly #tasks: ReadonlyMap<string, RecordedTask>;
  readonly #xcoms: Record<string, unknown> = {};
  readonly #story: [string, number, number][] = [];
  #open: Started[] = [];
  #batch = 0;

  constructor(tasks: readonly RecordedTask[]) {
    this.#scheduler = new RunScheduler(toSpec(tasks));
    this.#tasks = new Map(tasks.map((task) => [task.id, task]));
  }

  play(): RunResult {
    this.#tell({ type: 'run_started', at: 0 });
    for (let next = this.#takeNext(); next !== undefined; next = this.#takeNext()) this.#end(next);
    const { state, tasks } = this.#scheduler.toJSON();
    const entries = Object.entries(tasks);
    return {
      state,
      tasks: Object.fromEntries(entries.map(([id, task]) => [id, task.state])),
      tries: Object.fromEntries(
        entries.filter(([, { tries }]) => tries > 1).map(([id, { tries }]) => [id, tries]),
      ),
      xcoms: this.#xcoms,
      story: this.#story,
    };
  }

  #tell(event: Parameters<RunScheduler['apply']>[0]): void {
    for (const decision of this.#scheduler.apply(event)) {
      if (decision.type === 'start_task') this.#start(this.#tasks.get(decision.taskId)!, 1, event.at);
    }
  }

  #start(task: RecordedTask, attempt: number, start: number): void {
    this.#open.push({ task, attempt, start, end: start + (task.seconds ?? 1), batch: this.#batch });
  }

  #takeNext(): Started | undefined {
    this.#open.sort((a, b) => a.end - b.end || a.batch - b.batch || (a.task.id < b.task.id ? -1 : 1));
    return this.#open.shift();
  }

  #end({ task, attempt, start, end }: Started): void {
    const { id: taskId, do: doing = {}, retries = 0 } = task;
    this.#batch += 1;
    this.#story.push([taskId, start, end]);
    const told = { taskId, at: end, tries: attempt };
    const fails = doing.raise === 'fail' && attempt <= (doing.tries ?? Infinity);
    if (fails && attempt <= retries) this.#start(task, attempt + 1, end);
    else if (fails || doing.raise === 'fail_now')
      this.#tell({ ...told, type: 'task_failed', reason: 'it raised' });
    else if (doing.raise === 'skip') this.#tell({ ...told, type: 'task_skipped', reason: 'it raised' });
    else {
      const value = this.#returned(task, doing);
      if (value !== null) this.#xcoms[taskId] = value;
      this.#tell({ ...told, type: 'task_succeeded', result: { value } });
    }
  }

  #returned({ args = {} }: RecordedTask, doing: Doing): unknown {
    const given = Object.entries(args).map(([name, value]) => {
      const source = sourceOf(value);
      return [name, source === undefined ? value : (this.#xcoms[source] ?? null)] as const;
    });
    if (doing.echo === true) return Object.fromEntries(given);
    if (doing.add !== undefined) return (given[0]![1] as number) + doing.add;
    return doing.return ?? null;
  }
}

const sorted = (record: object = {}): unknown[] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

/** The same keys in the same order on both sides. */
const inOrder = (result: RunResult): unknown => {
  const { state, tasks, tries, xcoms, story } = result;
  return { state, tasks: sorted(tasks), tries: sorted(tries), xcoms: sorted(xcoms), story };
};

describeRecorded<RunCase>('dag-runs.json', (cases) => {
  it('plays every plain DAG (no groups, branches, mapping, setups, past) as Airflow did: states, tries, values, times', () => {
    expectAll(
      cases.filter(isCovered),
      ({ dag }) => inOrder(new VirtualRun(dag.tasks).play()),
      ({ results }) => inOrder(results![0]!),
    );
  });
});
