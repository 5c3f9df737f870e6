import { isReplicaCluster } from '../../src/facts/replica-cluster.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/replica-role-during-switchover',
  kinds: ['Cluster'],
  about: 'spec',
  consequence: 'refused',
  preset: 'server',
  since: '1.23',
  looksAtStored: true,
  summary: 'A Cluster does not change between primary and replica while such a change is under way',
  why: 'The operator finishes one change of role before the next: the webhook refuses the second one until the status says that the first is done.',
  remedy: 'Wait for the change that is running to end, then apply this one.',
  references: [
    'https://cloudnative-pg.io/documentation/current/replica_cluster/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context, stored) {
    const running = stored?.get('boolean', 'status', 'switchReplicaClusterStatus', 'inProgress');
    if (!stored || !running?.value) return undefined;
    const before = context.fact(isReplicaCluster, stored);
    const after = context.fact(isReplicaCluster, cluster);
    if (before === 'maybe' || after === 'maybe' || before === after) return undefined;
    return {
      at: cluster.at('spec', 'replica', 'enabled'),
      message: `The Cluster becomes a ${after === 'yes' ? 'replica' : 'primary'} cluster while another change of its role is running`,
      related: [{ at: running.at, message: 'The change that is running' }],
    };
  },
});
