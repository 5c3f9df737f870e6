import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/min-sync-replicas-greater-than-max',
  kinds: ['Cluster'],
  about: 'spec.minSyncReplicas',
  consequence: 'refused',
  preset: 'server',
  summary: 'The least number of synchronous replicas is not above the greatest',
  why: 'The webhook refuses a Cluster that wants at least more synchronous replicas than it may have at most. Left out, either number is 0.',
  remedy: 'Raise `maxSyncReplicas` or lower `minSyncReplicas`; better, describe both with `postgresql.synchronous`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/replication/#synchronous-replication',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const min = cluster.get('integer', 'spec', 'minSyncReplicas');
    const max = cluster.get('integer', 'spec', 'maxSyncReplicas');
    if (!min || !max || min.value <= max.value) return undefined;
    const isWritten = cluster.isWritten('spec', 'maxSyncReplicas');
    return {
      at: min.at,
      message: `minSyncReplicas is ${min.value}, but maxSyncReplicas is ${max.value}${isWritten ? '' : ' by default'}`,
      ...(isWritten && { related: [{ at: max.at, message: 'The greatest number' }] }),
    };
  },
});
