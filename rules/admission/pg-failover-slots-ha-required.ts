import { hasFailoverSlots } from '../../src/facts/parameters.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/pg-failover-slots-ha-required',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters',
  consequence: 'refused',
  preset: 'server',
  summary: 'A cluster with pg_failover_slots has replication slots for its standbys',
  why: 'The extension relies on the physical slots that the operator keeps for each standby. The webhook refuses any `pg_failover_slots.` parameter where they are switched off.',
  remedy: 'Remove `replicationSlots.highAvailability.enabled: false`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/#enabling-pg_failover_slots',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const enabled = cluster.get('boolean', 'spec', 'replicationSlots', 'highAvailability', 'enabled');
    if (!enabled || enabled.value || hasFailoverSlots(cluster) !== 'yes') return undefined;
    return {
      at: enabled.at,
      message: 'pg_failover_slots is configured, but replicationSlots.highAvailability is disabled',
    };
  },
});
