import { parametersPath, readsParameters } from '../../src/facts/parameters.ts';
import { defineRule } from '../../src/rule/index.ts';

const path = [...parametersPath, 'max_wal_senders'];

export default defineRule({
  id: 'admission/wal-level-minimal-max-wal-senders',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters.wal_level',
  consequence: 'refused',
  preset: 'server',
  summary: 'The WAL level is minimal only without WAL senders',
  why: 'PostgreSQL does not start with `wal_level: minimal` while it may send WAL, so the webhook wants `max_wal_senders` to be exactly "0".',
  remedy: 'Remove `wal_level`, or set `max_wal_senders: "0"` if this single instance shall never have a standby.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const level = cluster.get('string', ...parametersPath, 'wal_level');
    if (level?.value !== 'minimal' || !context.fact(readsParameters, cluster)) return undefined;
    const senders = cluster.get('string', ...path);
    if (senders ? senders.value === '0' : cluster.has(...path) || cluster.isUnknown(...path)) return undefined;
    return {
      at: cluster.at(...path),
      message: `wal_level is "minimal", but max_wal_senders is ${senders ? `"${senders.value}"` : 'left at its default of 10'}`,
      ...(senders && { related: [{ at: level.at, message: 'The WAL level' }] }),
    };
  },
});
