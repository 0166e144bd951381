import { buildGraph } from '../../engine/graph.ts';
import type { DagSpec } from '../../engine/spec.ts';

const BOX_HEIGHT = 32;
const GAP_X = 48;
const GAP_Y = 16;
const MARGIN = 16;
/** Pixels of a letter at 13 px in a monospaced font. */
const LETTER = 7.9;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** A DAG as a picture: layers from left to right, each task one layer after the last task it waits for. */
export function svgOf(spec: DagSpec): string {
  const graph = buildGraph(spec.tasks);
  const layerOf = layers(graph.upstream, graph.downstream);
  const rows: number[] = [];
  const placed = layerOf.map((layer) => {
    const row = rows[layer] ?? 0;
    rows[layer] = row + 1;
    return { layer, row };
  });
  const width = Math.max(...graph.ids.map((id) => id.length), 4) * LETTER + 24;
  const tallest = Math.max(1, ...rows);
  const at = placed.map(({ layer, row }) => ({
    x: MARGIN + layer * (width + GAP_X),
    // Short layers stand in the middle.
    y: MARGIN + (row + (tallest - (rows[layer] ?? 0)) / 2) * (BOX_HEIGHT + GAP_Y),
  }));
  const edges = graph.upstream.flatMap((above, position) =>
    above.map((from) => {
      const [x1, y1] = [at[from]!.x + width, at[from]!.y + BOX_HEIGHT / 2];
      const [x2, y2] = [at[position]!.x - 4, at[position]!.y + BOX_HEIGHT / 2];
      const bend = (x1 + x2) / 2;
      return `  <path d="M${x1} ${y1} C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}" fill="none" stroke="#888" marker-end="url(#arrow)"/>`;
    }),
  );
  const boxes = graph.ids.map((id, position) => {
    const { x, y } = at[position]!;
    return `  <rect x="${x}" y="${y}" width="${width}" height="${BOX_HEIGHT}" rx="6" fill="#fff" stroke="#333"/><text x="${x + width / 2}" y="${y + 21}" text-anchor="middle">${escape(id)}</text>`;
  });
  const fullWidth = 2 * MARGIN + rows.length * (width + GAP_X) - GAP_X;
  const fullHeight = 2 * MARGIN + tallest * (BOX_HEIGHT + GAP_Y) - GAP_Y;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(fullWidth)}" height="${Math.ceil(fullHeight)}" font-family="monospace" font-size="13">`,
    `  <title>${escape(spec.dagId)}</title>`,
    '  <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="#888"/></marker></defs>',
    ...edges,
    ...boxes,
    '</svg>',
  ].join('\n');
}

/** Of each task the longest way to it, in edges. The tasks of a DAG file may stand in any order. */
function layers(
  upstream: readonly (readonly number[])[],
  downstream: readonly (readonly number[])[],
): number[] {
  const layer = upstream.map(() => 0);
  const waiting = upstream.map((above) => above.length);
  const ready = waiting.flatMap((count, position) => (count === 0 ? [position] : []));
  for (let next = 0; next < ready.length; next += 1) {
    for (const child of downstream[ready[next]!]!) {
      layer[child] = Math.max(layer[child]!, layer[ready[next]!]! + 1);
      waiting[child]! -= 1;
      if (waiting[child] === 0) ready.push(child);
    }
  }
  return layer;
}
