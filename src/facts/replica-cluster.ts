import { defineFact, type Resource, sameName } from '../rule/index.ts';

/** Is a Cluster a replica of another one? The operator asks the switch first, then whether another name is the primary. */
export const isReplicaCluster = defineFact<Resource, 'yes' | 'no' | 'maybe'>({
  name: 'replica-cluster',
  compute(cluster) {
    if (!cluster.has('spec', 'replica')) return 'no';
    const enabled = cluster.get('boolean', 'spec', 'replica', 'enabled');
    if (enabled) return enabled.value ? 'yes' : 'no';
    if (cluster.isUnknown('spec', 'replica', 'enabled')) return 'maybe';
    const self = cluster.text('spec', 'replica', 'self')?.value ?? '';
    const primary = cluster.text('spec', 'replica', 'primary')?.value ?? '';
    const isPrimary = sameName(self === '' ? cluster.name : self, primary);
    return isPrimary === 'maybe' ? 'maybe' : isPrimary === 'yes' ? 'no' : 'yes';
  },
});
