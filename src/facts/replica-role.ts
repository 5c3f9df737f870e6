import { defineFact, hasPlaceholder, type Resource } from '../rule/index.ts';
import { isReplica } from './cluster-defaults.ts';

/** Is a Cluster a replica of another one to the operator? Nothing where a placeholder hides it. */
export const replicaRole = defineFact<Resource, boolean | undefined>({
  name: 'replica-role',
  compute(cluster, { project: { schemas, target } }) {
    const operator = schemas.operator(target);
    const isOpen = ['enabled', 'self', 'primary'].some((name) => cluster.isUnknown('spec', 'replica', name));
    const isNamed =
      operator.findsReplicaByName && cluster.has('spec', 'replica') && !cluster.has('spec', 'replica', 'enabled');
    const isOpenName = isNamed && cluster.isEmpty('spec', 'replica', 'self') && hasPlaceholder(cluster.name);
    return isOpen || isOpenName ? undefined : isReplica(cluster.data.value, operator);
  },
});
