import type { Layer } from '../../lake/layers.ts';
import type { Manifests } from './check-flow.ts';
import type { Mismatch } from './mismatch.ts';

/** Every dataset that should have a manifest and has none: without one nothing of it can be checked, and nothing is sound. */
export const checkManifests = (layers: Readonly<Record<Layer, Manifests>>): Mismatch[] =>
  Object.entries(layers).flatMap(([layer, manifests]) =>
    Object.entries(manifests)
      .filter(([, manifest]) => manifest === undefined)
      .map(([dataset]) => ({
        dataset: `${layer} ${dataset}`,
        what: layer === 'silver' ? 'manifest' : 'manifest of the logical date',
        expected: 'one',
        found: 'none',
      })),
  );
