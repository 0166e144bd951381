import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { transformSync } from '@swc/core';
import { Dag } from '../../engine/dag.ts';
import { RunScheduler } from '../../engine/scheduler.ts';
import type { InputSource } from '../../engine/spec.ts';
import { chain, crossDownstream } from '../../engine/wiring.ts';

/** The DAGs of a page: those of its TypeScript blocks that build one. */
function examplesOf(page: string): string[] {
  const text = readFileSync(join(__dirname, '../..', page), 'utf8');
  return [...text.matchAll(/```ts\n(.*?)```/gs)]
    .map((match) => match[1]!)
    .filter((code) => code.includes('new Dag('));
}

/** Reads an example as a worker would read its file. */
function load(code: string): Dag {
  const { code: script } = transformSync(code, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
  });
  const exported: { dag?: Dag } = {};
  const file = runInThisContext(`(function (exports, require) {${script}\n})`) as (
    ...scope: unknown[]
  ) => void;
  file(exported, () => ({ Dag, chain, crossDownstream }));
  return exported.dag!;
}

/** Runs a DAG in this process: the scheduler decides, the handlers work. */
async function run(dag: Dag): Promise<RunScheduler> {
  const { spec } = dag.freeze();
  const scheduler = new RunScheduler(spec);
  const queue = [...scheduler.apply({ type: 'run_started', at: 0 })];
  const valueOf = (source: InputSource): unknown => {
    if ('literal' in source) return source.literal;
    const result = scheduler.state.tasks[source.xcom]?.result;
    return result !== undefined && 'value' in result ? result.value : null;
  };
  for (const decision of queue) {
    if (decision.type !== 'start_task') continue;
    const task = spec.tasks.find(({ taskId }) => taskId === decision.taskId)!;
    const inputs = Object.fromEntries(
      Object.entries(task.inputs).map(([name, source]) => [name, valueOf(source)]),
    );
    const value = await dag.handlers.get(task.handler)!(inputs as never);
    queue.push(
      ...scheduler.apply({ type: 'task_succeeded', taskId: task.taskId, at: 0, tries: 1, result: { value } }),
    );
  }
  return scheduler;
}

describe('the examples in the documents run', () => {
  it.each(['README.md', 'docs/authoring.md'])('%s', async (page) => {
    const examples = examplesOf(page);
    expect(examples.length).toBeGreaterThan(0);
    for (const code of examples) expect((await run(load(code))).state.state).toBe('success');
  });

  it('docs/authoring.md sums up what it says', async () => {
    const { state } = await run(load(examplesOf('docs/authoring.md')[0]!));
    expect(state.tasks['report']?.result).toEqual({ value: 'sold: 42' });
  });
});
