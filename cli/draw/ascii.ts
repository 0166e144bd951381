import type { DagSpec } from '../../engine/spec.ts';

/**
 * A DAG as a tree of lines: each task under the first task it waits for; the others it waits for are named behind it.
 */
export function asciiOf(spec: DagSpec): string {
  const below = new Map<string, string[]>(spec.tasks.map(({ taskId }) => [taskId, []]));
  const others = new Map<string, readonly string[]>();
  const roots: string[] = [];
  for (const { taskId, upstream } of spec.tasks) {
    const [first, ...rest] = upstream;
    if (first === undefined) roots.push(taskId);
    else below.get(first)?.push(taskId);
    others.set(taskId, rest);
  }
  const lines: string[] = [];
  const also = (taskId: string): string => {
    const names = others.get(taskId) ?? [];
    return names.length === 0 ? '' : `  (also after ${names.join(', ')})`;
  };
  // A stack of its own: a chain of ten thousand tasks is too deep for calls.
  const open = roots.reverse().map((taskId) => ({ taskId, first: '', rest: '' }));
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const { taskId, first, rest } = node;
    lines.push(`${first}${taskId}${also(taskId)}`);
    const children = below.get(taskId) ?? [];
    const drawn = children.map((child, index) => {
      const isLast = index === children.length - 1;
      return {
        taskId: child,
        first: `${rest}${isLast ? '└─ ' : '├─ '}`,
        rest: `${rest}${isLast ? '   ' : '│  '}`,
      };
    });
    open.push(...drawn.reverse());
  }
  return lines.join('\n');
}
