import { parametersPath, readsParameters, switchOf } from '../../src/facts/parameters.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/wal-log-hints-required',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters.wal_log_hints',
  consequence: 'refused',
  preset: 'server',
  summary: 'A cluster with several instances keeps wal_log_hints on',
  why: 'After a failover the former primary is brought back with `pg_rewind`, which needs `wal_log_hints`; the webhook refuses to switch it off as soon as there are two instances.',
  remedy: 'Remove `wal_log_hints`, which is on by default.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const hints = cluster.get('string', ...parametersPath, 'wal_log_hints');
    const instances = cluster.get('integer', 'spec', 'instances');
    if (!hints || !instances || instances.value < 2 || switchOf(cluster, 'wal_log_hints') !== 'off') return undefined;
    if (!context.fact(readsParameters, cluster)) return undefined;
    return {
      at: hints.at,
      message: `wal_log_hints is "${hints.value}", but the cluster has ${instances.value} instances`,
      related: [{ at: instances.at, message: 'The instances' }],
    };
  },
});
