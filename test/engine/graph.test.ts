import * as fc from 'fast-check';
import { buildGraph, closure, findCycle, topologicalOrder } from '../../engine/graph.ts';
import { mermaidOf } from '../../engine/mermaid.ts';
import { specOf } from './play.ts';

const graphOf = (edges: Readonly<Record<string, readonly string[]>>) => buildGraph(specOf(edges).tasks);

describe('cycles', () => {
  it.each<[string, Record<string, string[]>, string[] | undefined]>([
    ['none', { a: [], b: ['a'] }, undefined],
    ['of one', { a: ['a'] }, ['a', 'a']],
    ['of two', { a: ['b'], b: ['a'] }, ['a', 'b', 'a']],
    ['behind a chain, without the chain', { s: [], t: ['s', 'c'], b: ['t'], c: ['b'] }, ['t', 'b', 'c', 't']],
    ['above a chain, without the chain', { a: ['b'], b: ['a'], z: ['a'] }, ['a', 'b', 'a']],
  ])('%s', (_, edges, path) => {
    expect(findCycle(graphOf(edges))).toEqual(path);
  });

  it('whatever is found is one: each task is directly above the next', () => {
    const anyEdges = fc.array(fc.array(fc.nat(7), { maxLength: 3 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(anyEdges, (lists) => {
        const graph = graphOf(
          Object.fromEntries(lists.map((above, index) => [`t${index}`, above.map((other) => `t${other}`)])),
        );
        const cycle = findCycle(graph);
        expect(cycle === undefined).toBe(topologicalOrder(graph).length === lists.length);
        for (const [index, id] of (cycle ?? []).slice(1).entries()) {
          expect(graph.upstream[graph.positions.get(id)!]).toContain(graph.positions.get(cycle![index]!));
        }
      }),
    );
  });
});

describe('closures', () => {
  const graph = graphOf({ a: [], b: ['a'], c: ['a'], d: ['b', 'c'] });
  it.each([
    ['b', 'upstream', ['a', 'b']],
    ['b', 'downstream', ['b', 'd']],
    ['d', 'upstream', ['a', 'b', 'c', 'd']],
  ] as const)('%s %s', (id, direction, expected) => {
    const reached = closure(graph, [graph.positions.get(id)!], direction);
    expect(new Set([...reached].map((position) => graph.ids[position]))).toEqual(new Set(expected));
  });
});

describe('the Mermaid picture', () => {
  it('shows tasks, edges and live states', () => {
    const spec = specOf({ 'load.all': [], end: ['load.all'] });
    expect(mermaidOf(spec, (id) => (id === 'end' ? 'none' : 'failed'))).toBe(
      [
        'flowchart LR',
        '  t0["load.all"]:::failed',
        '  t1["end"]:::none',
        '  t0 --> t1',
        '  classDef failed fill:#ff0000,color:#fff',
        '  classDef none fill:#ffffff,color:#000',
      ].join('\n'),
    );
  });

  it('without a run shows the graph alone', () => {
    expect(mermaidOf(specOf({ a: [] }))).toBe('flowchart LR\n  t0["a"]');
  });
});
