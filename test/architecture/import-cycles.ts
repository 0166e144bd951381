import { posix } from 'node:path';
import { importsOf } from './source-files.ts';

/** `file → files it imports`, of those whose text is given; type-only imports and packages are left out. */
export function importGraph(texts: ReadonlyMap<string, string>): Map<string, string[]> {
  const graph = new Map<string, string[]>();
  for (const [path, text] of texts) {
    const targets = importsOf(text)
      .filter(({ specifier, typeOnly }) => specifier.startsWith('.') && !typeOnly)
      .map(({ specifier }) => posix.normalize(posix.join(posix.dirname(path), specifier)))
      .filter((target) => texts.has(target));
    graph.set(path, targets);
  }
  return graph;
}

/** The first cycle found, as the path that comes back to where it began; empty when there is none. */
export function firstCycle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const finished = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] => {
    if (finished.has(file)) return [];
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    path.push(file);
    for (const target of graph.get(file) ?? []) {
      const cycle = visit(target);
      if (cycle.length > 0) return cycle;
    }
    path.pop();
    finished.add(file);
    return [];
  };
  for (const file of graph.keys()) {
    const cycle = visit(file);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
