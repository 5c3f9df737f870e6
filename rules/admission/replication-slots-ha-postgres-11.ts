import { postgresMajor } from '../../src/facts/postgres-major.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/replication-slots-ha-postgres-11',
  kinds: ['Cluster'],
  about: 'spec.replicationSlots.highAvailability.enabled',
  consequence: 'refused',
  preset: 'server',
  since: '1.22',
  until: '1.22',
  summary: 'Only PostgreSQL 11 and later have replication slots for their standbys',
  why: 'Older ones cannot move a slot forward on a standby, so the webhook of 1.22 refuses the slots, which are on by default.',
  remedy: 'Use a newer image of PostgreSQL.',
  references: [
    'https://cloudnative-pg.io/documentation/current/replication/#replication-slots-for-high-availability',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/release-1.22/api/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const enabled = cluster.get('boolean', 'spec', 'replicationSlots', 'highAvailability', 'enabled');
    const major = context.fact(postgresMajor, cluster);
    if (!enabled?.value || major === undefined || major >= 11) return undefined;
    return {
      at: enabled.at,
      message: `Replication slots for standbys are on, but PostgreSQL ${major} cannot have them`,
    };
  },
});
