import { annotatedQuorum, failoverQuorumAnnotation } from '../../src/facts/failover-quorum.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/failover-quorum-synchronous-required',
  kinds: ['Cluster'],
  about: 'metadata.annotations',
  consequence: 'refused',
  preset: 'server',
  since: '1.27',
  summary: 'A cluster with the failover quorum replicates synchronously',
  why: 'The quorum is reckoned from the standbys that have confirmed commits, so the webhook refuses the annotation `alpha.cnpg.io/failoverQuorum` without `postgresql.synchronous`.',
  remedy: 'Configure `postgresql.synchronous`, or remove the annotation.',
  references: [
    'https://cloudnative-pg.io/documentation/current/failover/#failover-quorum-quorum-based-failover',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const path = ['spec', 'postgresql', 'synchronous'];
    if (annotatedQuorum(cluster) !== true || cluster.has(...path) || cluster.isUnknown(...path)) return undefined;
    return {
      at: cluster.at(...path),
      message: 'The failover quorum is switched on, but there is no postgresql.synchronous',
      related: [{ at: cluster.at(...failoverQuorumAnnotation), message: 'The failover quorum' }],
    };
  },
});
