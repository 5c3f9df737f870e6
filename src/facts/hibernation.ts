import { defineFact, type Resource } from '../rule/index.ts';
import { isPatched } from './patches.ts';

export const hibernation = ['metadata', 'annotations', 'cnpg.io/hibernation'];

/** Is a Cluster hibernated? */
export const isHibernated = defineFact<Resource, 'yes' | 'no' | 'maybe'>({
  name: 'hibernated',
  compute(cluster, context) {
    if (cluster.isUnknown(...hibernation) || cluster.isAssumed(...hibernation)) return 'maybe';
    if (isPatched(cluster, hibernation, context)) return 'maybe';
    return cluster.text(...hibernation)?.value === 'on' ? 'yes' : 'no';
  },
});
