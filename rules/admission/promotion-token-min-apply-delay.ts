import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/promotion-token-min-apply-delay',
  kinds: ['Cluster'],
  about: 'spec.replica.promotionToken',
  consequence: 'refused',
  preset: 'server',
  since: '1.24',
  summary: 'A cluster with a promotion token does not delay its WAL',
  why: 'The token promotes the cluster once it has applied all WAL, which a delay keeps from happening: the webhook refuses the two together, even with a delay of zero.',
  remedy: 'Remove minApplyDelay when you promote the cluster.',
  references: [
    'https://cloudnative-pg.io/documentation/current/replica_cluster/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const delay = ['spec', 'replica', 'minApplyDelay'];
    const token = cluster.get('string', 'spec', 'replica', 'promotionToken');
    if (!token || token.value === '' || !cluster.has(...delay) || cluster.isUnknown(...delay)) return undefined;
    return {
      at: cluster.at(...delay),
      message: `The cluster has a promotion token, but still delays its WAL by "${String(cluster.value(...delay))}"`,
      related: [{ at: cluster.key('spec', 'replica', 'promotionToken'), message: 'The token' }],
    };
  },
});
