import { getContext } from '../../activities/runtime/context.ts';
import { TaskFailedForGood, TaskSkipped } from '../../activities/runtime/task-errors.ts';
import { Dag } from '../../engine/dag.ts';
import type { CallbackCall } from '../../engine/task-messages.ts';

/** What the tasks of a lab DAG did, as they saw it: read by tests, emptied before each. */
export const seen = {
  callbacks: [] as CallbackCall[],
  tries: [] as string[],
  cancelled: [] as string[],
};

export function forgetSeen(): void {
  for (const list of Object.values(seen)) list.length = 0;
}

export function remember(call: CallbackCall): void {
  seen.callbacks.push(call);
}

async function untilStopped(): Promise<void> {
  const { signal, taskId } = getContext();
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => {
      seen.cancelled.push(taskId);
      resolve();
    });
  });
}

/** How the lab's middle task behaves; a run chooses by its params. */
const behaviours = {
  succeed: () => 'fine',
  skip: () => {
    throw new TaskSkipped('nothing to do today');
  },
  fail: () => {
    throw new Error('the middle is broken');
  },
  fail_for_good: () => {
    throw new TaskFailedForGood('no use trying again');
  },
  fail_once: () => {
    if (getContext().tryNumber === 1) throw new Error('the first try always fails');
    return 'fine at last';
  },
  large: () => 'x'.repeat(100_000),
  hang: untilStopped,
  hang_once: async () => {
    if (getContext().tryNumber === 1) await untilStopped();
    return 'fine at last';
  },
};

export type Behaviour = keyof typeof behaviours;

async function first(): Promise<{ rows: number }> {
  return { rows: 3 };
}

async function middle({ input }: { input: { rows: number } }): Promise<unknown> {
  const { params, taskId, tryNumber } = getContext();
  seen.tries.push(`${taskId}#${tryNumber} after ${input.rows} rows`);
  return behaviours[params['behaviour'] as Behaviour]();
}

async function last({ middle: value }: { middle: unknown }): Promise<number> {
  return JSON.stringify(value ?? null).length;
}

/** Three tasks in a row, of which the middle one does what the run asks for. */
export function labDag(dagId: string, options: ConstructorParameters<typeof Dag>[1] = {}): Dag {
  const dag = new Dag(dagId, {
    params: { behaviour: { enum: Object.keys(behaviours), default: 'succeed' } },
    defaultArgs: { retryDelay: 0.01, heartbeatTimeout: 3, ...options.defaultArgs },
    onSuccess: remember,
    onFailure: remember,
    ...options,
  });
  const begin = dag.task(first);
  const act = dag.task(middle);
  const end = dag.task(last);
  end({ middle: act({ input: begin() }) });
  return dag;
}
