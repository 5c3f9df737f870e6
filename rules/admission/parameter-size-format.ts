import { parametersPath, readsParameters } from '../../src/facts/parameters.ts';
import { defineRule } from '../../src/rule/index.ts';
import { parsePostgresSize } from '../../src/values/postgres-size.ts';

export default defineRule({
  id: 'admission/parameter-size-format',
  kinds: ['Cluster'],
  about: 'spec.postgresql.parameters',
  consequence: 'refused',
  preset: 'server',
  summary: 'A PostgreSQL size is a number with kB, MB, GB or TB',
  why: 'The webhook reads `shared_buffers`, `min_wal_size` and `max_wal_size` to compare them with other sizes, and refuses what it cannot read. The units are those of PostgreSQL, not those of Kubernetes such as `Mi`.',
  remedy: 'Write a number and a unit of PostgreSQL, such as `512MB`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/postgresql_conf/',
    'https://www.postgresql.org/docs/current/config-setting.html#CONFIG-SETTING-NAMES-VALUES',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    if (!context.fact(readsParameters, cluster)) return;
    for (const name of ['shared_buffers', 'min_wal_size', 'max_wal_size']) {
      const size = cluster.get('string', ...parametersPath, name);
      if (!size || size.value === '' || parsePostgresSize(size.value)) continue;
      const meant = inUnitsOfPostgres(size.value);
      yield {
        at: size.at,
        message: `${name} "${size.value}" is not a size`,
        ...(meant !== undefined && { help: `Write "${meant}"` }),
      };
    }
  },
});

/** What a size in units of Kubernetes, or in a wrong case, means. */
function inUnitsOfPostgres(text: string): string | undefined {
  const [, number, unit = ''] = /^\s*([0-9]+(?:\.[0-9]+)?)\s*([kmgt])i?b?\s*$/iu.exec(text) ?? [];
  return number === undefined ? undefined : `${number}${unit.toLowerCase() === 'k' ? 'k' : unit.toUpperCase()}B`;
}
