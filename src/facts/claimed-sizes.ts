import type { FactContext, Path, Resource } from '../rule/index.ts';
import { Quantity } from '../values/quantity.ts';
import { volumeSizes } from './volume-sizes.ts';

/** A volume and the size that is compared when it changes. */
export interface Claim {
  /** The stanza that asks for the volume. */
  readonly stanza: Path;
  /** Where its size is given. */
  readonly path: Path;
  readonly size: Quantity;
}

/** Which volumes of a Cluster have a known size? A claim template that requests none counts as one that requests zero. */
export function claimedSizes(cluster: Resource, context: FactContext): readonly Claim[] {
  return context.fact(volumeSizes, cluster).flatMap(({ path: stanza, size }) => {
    if (size === 'unknown') return [];
    const ofTemplate = [...stanza, 'pvcTemplate', 'resources', 'requests', 'storage'];
    const path = cluster.isEmpty(...stanza, 'size') ? ofTemplate : [...stanza, 'size'];
    const known = size ?? (cluster.has(...stanza, 'pvcTemplate') ? Quantity.parse('0') : undefined);
    return known ? [{ stanza, path, size: known }] : [];
  });
}
