import type { OperatorData } from '../model/operator.ts';
import { defineFact, type Resource, sameName } from '../rule/index.ts';
import { clusterName } from './cluster-name.ts';

/** Is a Cluster a replica of another one? */
export const isReplicaCluster = defineFact<Resource, 'yes' | 'no' | 'maybe'>({
  name: 'replica-cluster',
  compute(cluster, context) {
    const { project } = context;
    const path = ['spec', 'replica'];
    // That which a placeholder's default says is not known either.
    const isOpen = ['enabled', 'self', 'primary'].some((name) => cluster.isAssumed(...path, name));
    if (isOpen || cluster.isUnknown(...path)) return 'maybe';
    const name = context.fact(clusterName, cluster)?.value ?? cluster.name;
    return replicaRole(cluster.value(...path), name, project.schemas.operator(project.target));
  },
});

/** Whether a Cluster of a name, which is empty before one is generated, is a replica, by its stanza: the operator asks the switch first, then whether another name is the primary. */
export function replicaRole(replica: unknown, name: string, operator: OperatorData): 'yes' | 'no' | 'maybe' {
  if (isAbsent(replica)) return 'no';
  if (typeof replica !== 'object') return 'maybe';
  const { enabled, self, primary } = replica as Readonly<Record<string, unknown>>;
  if (typeof enabled === 'boolean') return enabled ? 'yes' : 'no';
  if (!isAbsent(enabled)) return 'maybe';
  if (!operator.findsReplicaByName) return 'no';
  const own = isAbsent(self) || self === '' ? name : self;
  if (typeof own !== 'string') return 'maybe';
  const isPrimary = sameName(own, typeof primary === 'string' ? primary : '');
  return isPrimary === 'maybe' ? 'maybe' : isPrimary === 'yes' ? 'no' : 'yes';
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
