import { asciiOf } from '../../cli/draw/ascii.ts';
import { svgOf } from '../../cli/draw/svg.ts';
import { Dag } from '../../engine/dag.ts';
import type { DagSpec } from '../../engine/spec.ts';

/** A DAG of tasks without inputs, from `task: upstream` pairs. */
function drawn(edges: Readonly<Record<string, readonly string[]>>): DagSpec {
  const dag = new Dag('drawn');
  const placed = new Map(
    Object.keys(edges).map((taskId) => [
      taskId,
      dag.task(async () => undefined, { taskId, handler: taskId })(),
    ]),
  );
  for (const [taskId, above] of Object.entries(edges)) {
    for (const id of above) placed.get(taskId)!.after(placed.get(id)!);
  }
  return dag.freeze().spec;
}

const DIAMOND = { top: [], left: ['top'], right: ['top'], bottom: ['left', 'right'] };

describe('a DAG as text', () => {
  it('is a tree; what a task also waits for stands behind it', () => {
    expect(asciiOf(drawn(DIAMOND))).toBe(
      ['top', '├─ left', '│  └─ bottom  (also after right)', '└─ right'].join('\n'),
    );
  });

  it('names every task once, also in a chain too deep for recursion', () => {
    const chain = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, index) => [`t${index}`, index === 0 ? [] : [`t${index - 1}`]]),
    );
    const names = asciiOf(drawn(chain)).match(/t\d+/g);
    expect(names).toEqual(Object.keys(chain));
  });
});

describe('a DAG as SVG', () => {
  const svg = svgOf(drawn(DIAMOND));
  const xOf = (taskId: string): number =>
    Number(new RegExp(`<text x="([\\d.]+)"[^>]*>${taskId}<`).exec(svg)![1]);

  it('has a box for each task and a line for each edge', () => {
    expect(svg.match(/<rect /g)).toHaveLength(4);
    expect(svg.match(/marker-end/g)).toHaveLength(4);
  });

  it('puts each task right of everything it waits for', () => {
    expect(xOf('left')).toBe(xOf('right'));
    expect(xOf('top')).toBeLessThan(xOf('left'));
    expect(xOf('left')).toBeLessThan(xOf('bottom'));
  });
});
