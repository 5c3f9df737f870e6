import { hasFailoverSlots } from '../../src/facts/parameters.ts';
import { postgresMajor } from '../../src/facts/postgres-major.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/sync-logical-decoding-extension-required',
  kinds: ['Cluster'],
  about: 'spec.replicationSlots.highAvailability.synchronizeLogicalDecoding',
  consequence: 'refused',
  preset: 'server',
  since: '1.27',
  summary: 'Only PostgreSQL 17 and later, or the extension pg_failover_slots, synchronise logical slots',
  why: 'Before PostgreSQL 17 standbys cannot follow logical replication slots by themselves, and the webhook refuses to have them synchronised unless a `pg_failover_slots.` parameter is set.',
  remedy: 'Upgrade to PostgreSQL 17, or configure pg_failover_slots in `postgresql.parameters`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/replication/#logical-decoding-slot-synchronization',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const path = ['spec', 'replicationSlots', 'highAvailability', 'synchronizeLogicalDecoding'];
    const major = context.fact(postgresMajor, cluster);
    if (!cluster.get('boolean', ...path)?.value || major === undefined || major >= 17) return undefined;
    if (hasFailoverSlots(cluster) !== 'no') return undefined;
    return {
      at: cluster.at(...path),
      message: `synchronizeLogicalDecoding is on, but PostgreSQL ${major} cannot do that without pg_failover_slots`,
    };
  },
});
