import type { FactContext, Resource } from '../rule/index.ts';
import { mayBePatched } from './patches.ts';

export const hibernation = ['metadata', 'annotations', 'cnpg.io/hibernation'];

/** Is a Cluster hibernated? */
export function isHibernated(cluster: Resource, context: FactContext): 'yes' | 'no' | 'maybe' {
  if (cluster.isUnknown(...hibernation) || cluster.isAssumed(...hibernation)) return 'maybe';
  if (mayBePatched(cluster, context, ...hibernation)) return 'maybe';
  return cluster.text(...hibernation)?.value === 'on' ? 'yes' : 'no';
}
