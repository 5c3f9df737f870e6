import { defineFact, type Resource } from '../rule/index.ts';
import { type ExternalCluster, externalClusters } from './external-clusters.ts';
import { mayBePatched } from './patches.ts';
import { isReplicaCluster } from './replica-cluster.ts';

/** The external cluster that a replica cluster follows, and the archive it has for it: the plugin wins over an in-tree store. */
export interface ReplicaSource extends ExternalCluster {
  readonly archive: 'plugin' | 'in-tree' | 'none';
}

/** Which external cluster does a replica cluster follow? Nothing where it is no replica, or where that is not sure. */
export const replicaSource = defineFact<Resource, ReplicaSource | undefined>({
  name: 'replica-source',
  compute(cluster, context) {
    const list = ['spec', 'externalClusters'];
    if (cluster.isPartial || context.fact(isReplicaCluster, cluster) !== 'yes') return undefined;
    if (mayBePatched(cluster, context, 'spec', 'replica') || mayBePatched(cluster, context, ...list)) return undefined;
    const name = cluster.get('string', 'spec', 'replica', 'source')?.value ?? '';
    const source = context.fact(externalClusters, cluster).get(name);
    if (!source || cluster.isUnknown(...source.path)) return undefined;
    const isPlugin = cluster.has(...source.path, 'plugin');
    const isInTree = cluster.has(...source.path, 'barmanObjectStore');
    return { ...source, archive: isPlugin ? 'plugin' : isInTree ? 'in-tree' : 'none' };
  },
});
