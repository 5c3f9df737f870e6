import { schemaRefuses } from '../../src/facts/schema-refuses.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/max-sync-replicas-not-below-instances',
  kinds: ['Cluster'],
  about: 'spec.maxSyncReplicas',
  consequence: 'refused',
  preset: 'server',
  summary: 'The greatest number of synchronous replicas is below the number of instances',
  why: 'One of the instances is the primary, so a Cluster has one replica less than it has instances. The webhook refuses to wait for more of them.',
  remedy: 'Lower `maxSyncReplicas`, or add instances.',
  references: [
    'https://cloudnative-pg.io/documentation/current/replication/#synchronous-replication',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const max = cluster.get('integer', 'spec', 'maxSyncReplicas');
    const instances = cluster.get('integer', 'spec', 'instances');
    if (!max || !instances || max.value < instances.value) return undefined;
    // Next to an impossible number of instances the default is no mistake of its own.
    if (!cluster.isWritten('spec', 'maxSyncReplicas') && schemaRefuses(cluster, ['spec', 'instances']))
      return undefined;
    const isWritten = cluster.isWritten('spec', 'instances');
    const wanted = `maxSyncReplicas is ${max.value}${cluster.isWritten('spec', 'maxSyncReplicas') ? '' : ' by default'}`;
    const number = `instances is ${instances.value}${isWritten ? '' : ' by default'}`;
    return {
      at: max.at,
      message: `${wanted}, but ${number}${instances.value > 0 ? ', and one of them is the primary' : ''}`,
      ...(instances.assumed && { severity: 'warning' }),
      ...(isWritten && { related: [{ at: instances.at, message: 'The number of instances' }] }),
    };
  },
});
