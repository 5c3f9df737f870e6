import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/replica-enabled-with-primary',
  kinds: ['Cluster'],
  about: 'spec.replica.primary',
  consequence: 'refused',
  preset: 'server',
  since: '1.24',
  summary: 'A replica cluster is told by a switch or by the name of its primary',
  why: 'Both say whether the cluster is a replica, and could contradict each other: the webhook refuses `enabled` beside `primary`, even where it is false.',
  remedy:
    'Remove `enabled` where `primary` names the primary of a distributed topology; else remove `primary` and `self`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/replica_cluster/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const path = ['spec', 'replica'];
    const enabled = cluster.get('boolean', ...path, 'enabled');
    const primary = cluster.get('string', ...path, 'primary');
    if (!enabled || !primary || primary.value === '' || primary.assumed) return undefined;
    return {
      at: enabled.at,
      message: `replica.enabled is ${enabled.value}, but it is replica.primary "${primary.value}" that tells whether the cluster is a replica`,
      related: [{ at: primary.at, message: 'The primary' }],
    };
  },
});
