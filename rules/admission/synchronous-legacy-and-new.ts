import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/synchronous-legacy-and-new',
  kinds: ['Cluster'],
  about: 'spec.postgresql.synchronous',
  consequence: 'refused',
  preset: 'server',
  since: '1.24',
  summary: 'Only one way of asking for synchronous replicas is used',
  why: 'The webhook refuses a Cluster with `postgresql.synchronous` beside the older `minSyncReplicas` or `maxSyncReplicas`: both say how many standbys a commit waits for.',
  remedy: 'Remove `minSyncReplicas` and `maxSyncReplicas`, and keep `postgresql.synchronous`.',
  exceptions: ['Either of them as 0.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/replication/#synchronous-replication',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const legacy = ['minSyncReplicas', 'maxSyncReplicas'].flatMap((name) => {
      const field = cluster.get('integer', 'spec', name);
      return field && field.value > 0 ? [{ name, ...field }] : [];
    });
    if (legacy.length === 0) return undefined;
    const values = legacy.map(({ name, value }) => `${name} ${value}`).join(' and ');
    return {
      at: cluster.key('spec', 'postgresql', 'synchronous'),
      message: `postgresql.synchronous stands beside ${values}, which ask for the same in the old way`,
      related: legacy.map(({ at }) => ({ at, message: 'The old way' })),
    };
  },
});
