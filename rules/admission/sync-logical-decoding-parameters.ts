import { hasFailoverSlots, parametersPath, switchOf } from '../../src/facts/parameters.ts';
import { postgresMajor } from '../../src/facts/postgres-major.ts';
import { defineRule } from '../../src/rule/index.ts';

const decoding = ['spec', 'replicationSlots', 'highAvailability', 'synchronizeLogicalDecoding'];

export default defineRule({
  id: 'admission/sync-logical-decoding-parameters',
  kinds: ['Cluster'],
  about: 'spec.replicationSlots.highAvailability.synchronizeLogicalDecoding',
  consequence: 'refused',
  preset: 'server',
  since: '1.27',
  summary: 'A cluster that synchronises logical slots has the parameters on that do it',
  why: 'From PostgreSQL 17 on standbys follow logical replication slots with `sync_replication_slots`, for which they need `hot_standby_feedback`. The operator does not set them, and its webhook wants both.',
  remedy: 'Set `hot_standby_feedback: "on"` and `sync_replication_slots: "on"`.',
  exceptions: ['Clusters with a `pg_failover_slots.` parameter.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/replication/#logical-decoding-slot-synchronization',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    if (!cluster.get('boolean', ...decoding)?.value || hasFailoverSlots(cluster) !== 'no') return;
    if ((context.fact(postgresMajor, cluster) ?? 0) < 17) return;
    for (const name of ['hot_standby_feedback', 'sync_replication_slots']) {
      const state = switchOf(cluster, name);
      // What is neither on nor off is said by another rule.
      if (state !== 'missing' && state !== 'off') continue;
      const path = [...parametersPath, name];
      const is = state === 'missing' ? 'not set' : `"${cluster.text(...path)?.value ?? ''}"`;
      yield {
        at: cluster.at(...path),
        message: `synchronizeLogicalDecoding is on, but ${name} is ${is}`,
        related: [{ at: cluster.at(...decoding), message: 'What needs it' }],
      };
    }
  },
});
