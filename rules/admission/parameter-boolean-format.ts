import { parametersPath, readsParameters, switchOf } from '../../src/facts/parameters.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/parameter-boolean-format',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters',
  consequence: 'refused',
  preset: 'server',
  summary: 'A PostgreSQL parameter that is switched on or off is "on" or "off"',
  why: 'The webhook reads `wal_log_hints`, from 1.27 on also `hot_standby_feedback` and `sync_replication_slots`, and refuses what PostgreSQL does not take for a boolean.',
  remedy: 'Write `"on"` or `"off"`, with quotes.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://www.postgresql.org/docs/current/config-setting.html#CONFIG-SETTING-NAMES-VALUES',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    if (!context.fact(readsParameters, cluster)) return;
    for (const name of context.project.schemas.operator(context.project.target).booleanParameters) {
      const value = cluster.get('string', ...parametersPath, name);
      if (value && switchOf(cluster, name) === 'wrong')
        yield { at: value.at, message: `${name} "${value.value}" is neither on nor off` };
    }
  },
});
