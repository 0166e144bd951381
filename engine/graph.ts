/** A graph of tasks by position: what every walk needs, made once per spec. */
export interface TaskGraph {
  readonly ids: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
  /** Direct upstream tasks of each, by position, in ascending order. */
  readonly upstream: readonly (readonly number[])[];
  readonly downstream: readonly (readonly number[])[];
}

interface GraphNode {
  readonly taskId: string;
  readonly upstream: readonly string[];
}

/** Unknown upstream ids are left out: validation has named them already. */
export function buildGraph(tasks: readonly GraphNode[]): TaskGraph {
  const ids = tasks.map((task) => task.taskId);
  const positions = new Map(ids.map((id, position) => [id, position]));
  const downstream: number[][] = ids.map(() => []);
  const upstream = tasks.map((task, position) => {
    const known = new Set(task.upstream.flatMap((id) => positions.get(id) ?? []));
    for (const above of known) downstream[above]!.push(position);
    return [...known].sort((a, b) => a - b);
  });
  return { ids, positions, upstream, downstream };
}

/** Positions such that each task comes after all above it; those on a cycle, and below one, are missing. */
export function topologicalOrder(graph: TaskGraph): number[] {
  const open = graph.upstream.map((above) => above.length);
  const order = open.flatMap((count, position) => (count === 0 ? [position] : []));
  for (let next = 0; next < order.length; next += 1) {
    for (const below of graph.downstream[order[next]!]!) {
      open[below]! -= 1;
      if (open[below] === 0) order.push(below);
    }
  }
  return order;
}

/** One cycle as a path whose ends are the same task, `['a', 'b', 'a']`; undefined when there is none. */
export function findCycle(graph: TaskGraph): string[] | undefined {
  const sorted = new Set(topologicalOrder(graph));
  const start = graph.ids.findIndex((_, position) => !sorted.has(position));
  if (start === -1) return undefined;
  // Whatever is left has something left above it: walking up must come back to where it was.
  const seen = new Map<number, number>();
  const path: number[] = [];
  let at = start;
  while (!seen.has(at)) {
    seen.set(at, path.length);
    path.push(at);
    at = graph.upstream[at]!.find((above) => !sorted.has(above))!;
  }
  const cycle = [...path.slice(seen.get(at)), at].reverse();
  return cycle.map((position) => graph.ids[position]!);
}

/** The tasks and everything above or below them. */
export function closure(
  graph: TaskGraph,
  from: readonly number[],
  direction: 'upstream' | 'downstream',
): Set<number> {
  const reached = new Set(from);
  // A set grows while it is walked, and walks what was added.
  for (const position of reached) for (const next of graph[direction][position]!) reached.add(next);
  return reached;
}
