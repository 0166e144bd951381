import { playAll, specOf } from './play.ts';

const ids = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

describe('large graphs', () => {
  it('a chain of 10,000 tasks runs in order', () => {
    const chain = ids('t', 10_000);
    const played = playAll(
      specOf(Object.fromEntries(chain.map((id, index) => [id, index === 0 ? [] : [`t${index - 1}`]]))),
    );
    expect(played.started).toEqual(chain);
  });

  it('a failure at the top of a chain of 10,000 reaches its end without a deep call stack', () => {
    const chain = ids('t', 10_000).map((id, index) => [id, index === 0 ? [] : [`t${index - 1}`]] as const);
    const played = playAll(specOf(Object.fromEntries(chain)), { t0: 'failed' });
    expect(played.started).toEqual(['t0']);
    expect(played.states()['t9999']).toBe('upstream_failed');
  });

  it('a fan-in of 1,000 starts its end once, after the last', () => {
    const wide = ids('w', 1_000);
    const played = playAll(specOf({ ...Object.fromEntries(wide.map((id) => [id, []])), end: wide }));
    expect(played.started).toEqual([...wide, 'end']);
  });

  it('a lattice in which each of 50 layers waits for the whole layer above runs each task once', () => {
    const graph: Record<string, string[]> = {};
    for (let layer = 0; layer < 50; layer += 1) {
      for (const id of ids(`l${layer}_`, 20)) graph[id] = layer === 0 ? [] : ids(`l${layer - 1}_`, 20);
    }
    const { started } = playAll(specOf(graph));
    expect(started).toHaveLength(1_000);
    expect(new Set(started).size).toBe(1_000);
  });
});
