import { isReplicaCluster } from '../../src/facts/replica-cluster.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/promotion-token-on-replica',
  kinds: ['Cluster'],
  about: 'spec.replica.promotionToken',
  consequence: 'refused',
  preset: 'server',
  since: '1.24',
  summary: 'Only a cluster that is to be the primary has a promotion token',
  why: 'The token of the demoted primary hands over to a cluster that stops being a replica: the webhook refuses it on one that remains a replica.',
  remedy:
    'Set `primary` to the name of this cluster (or `enabled: false`) together with the token, or remove the token.',
  references: [
    'https://cloudnative-pg.io/documentation/current/replica_cluster/#promoting-a-replica-to-a-primary-cluster',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const path = ['spec', 'replica'];
    const token = cluster.get('string', ...path, 'promotionToken');
    if (!token || token.value === '' || !cluster.isEmpty(...path, 'minApplyDelay')) return undefined;
    if (context.fact(isReplicaCluster, cluster) !== 'yes') return undefined;
    const sign = ['enabled', 'primary'].find((name) => cluster.has(...path, name));
    return {
      at: cluster.key(...path, 'promotionToken'),
      message: 'The cluster has a promotion token, but is still a replica',
      related: [
        {
          at: sign === undefined ? cluster.key(...path) : cluster.at(...path, sign),
          message: 'What makes it a replica',
        },
      ],
    };
  },
});
