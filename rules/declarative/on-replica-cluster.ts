import { mayBePatched } from '../../src/facts/patches.ts';
import { isReplicaCluster } from '../../src/facts/replica-cluster.ts';
import { shownKind } from '../../src/facts/shown-value.ts';
import { targetClusters } from '../../src/facts/target-clusters.ts';
import { defineRule, type FactContext, type RawFinding, type Resource } from '../../src/rule/index.ts';

export default defineRule({
  id: 'declarative/on-replica-cluster',
  kinds: ['Database', 'DatabaseRole', 'Publication', 'Subscription', 'Cluster'],
  consequence: 'outage',
  preset: 'recommended',
  since: '1.25',
  summary: 'A database, role or publication is not described for a replica cluster',
  why: 'A replica cluster is read-only: the resource waits for it to become primary, and the roles of its own list have no effect either.',
  remedy: 'Describe it for the primary cluster, from which it is replicated.',
  exceptions: [
    'In a distributed topology (`replica.primary`) it may be kept for a switchover, so it is information.',
    'The list `managed.roles` of the replica cluster itself is information, too: it counts after a promotion.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/replica_cluster/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/management/controller/common.go',
  ],

  check(subject, context) {
    if (subject.isPartial) return undefined;
    return subject.kind === 'Cluster' ? ownRoles(subject, context) : onReplica(subject, context);
  },
});

function onReplica(subject: Resource, context: FactContext): RawFinding | undefined {
  const clusters = context.fact(targetClusters, subject);
  const [cluster] = clusters;
  if (!cluster || !clusters.every((one) => isSurelyReplica(one, context))) return undefined;
  const isDistributed = clusters.some((one) => one.has('spec', 'replica', 'primary'));
  return {
    at: subject.at('spec', 'cluster', 'name'),
    message: `Cluster "${cluster.name}" is a replica, so ${shownKind(subject)} waits until it is promoted`,
    ...(isDistributed && { severity: 'info' }),
    related: [{ at: cluster.key('spec', 'replica'), message: 'A replica by this' }],
  };
}

function ownRoles(cluster: Resource, context: FactContext): RawFinding | undefined {
  const roles = cluster.get('array', 'spec', 'managed', 'roles')?.value ?? [];
  if (roles.length === 0 || !isSurelyReplica(cluster, context)) return undefined;
  return {
    at: cluster.key('spec', 'managed', 'roles'),
    message: `Cluster "${cluster.name}" is a replica, so its list of roles has no effect until it is promoted`,
    severity: 'info',
    related: [{ at: cluster.key('spec', 'replica'), message: 'A replica by this' }],
  };
}

function isSurelyReplica(cluster: Resource, context: FactContext): boolean {
  return context.fact(isReplicaCluster, cluster) === 'yes' && !mayBePatched(cluster, context, 'spec', 'replica');
}
