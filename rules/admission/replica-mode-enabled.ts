import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/replica-mode-enabled',
  kinds: ['Cluster'],
  about: 'spec.replica',
  consequence: 'refused',
  preset: 'server',
  until: '1.22',
  looksAtStored: true,
  summary: 'A Cluster is a replica from its creation on, or never',
  why: 'CloudNativePG 1.22 turns no running Cluster into a replica: its webhook refuses the change.',
  remedy: 'Create a new Cluster as a replica, or use CloudNativePG 1.23.',
  references: [
    'https://cloudnative-pg.io/documentation/current/replica_cluster/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, _, stored) {
    const path = ['spec', 'replica', 'enabled'];
    const after = cluster.get('boolean', ...path);
    if (!stored || !after?.value || stored.isUnknown(...path)) return undefined;
    if (stored.get('boolean', ...path)?.value === true) return undefined;
    return {
      at: after.at,
      message: 'Replica mode is switched on for a Cluster that exists',
      related: [{ at: stored.at(...path), message: 'It was off' }],
    };
  },
});
