import { tablespaceNames } from '../../src/facts/tablespace-names.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/tablespace-name-reserved-prefix',
  kinds: ['Cluster'],
  about: 'spec.tablespaces',
  consequence: 'refused',
  preset: 'server',
  summary: 'The name of a tablespace does not start with "pg_"',
  why: 'PostgreSQL keeps such names for tablespaces of its own, such as `pg_default`, and the webhook refuses them.',
  remedy: 'Choose a name without this prefix.',
  references: [
    'https://cloudnative-pg.io/documentation/current/tablespaces/',
    'https://www.postgresql.org/docs/current/sql-createtablespace.html',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { value, at, twin } of context.fact(tablespaceNames, cluster))
      if (!twin && value.startsWith('pg_'))
        yield { at, message: `The tablespace "${value}" has the prefix "pg_", which PostgreSQL keeps for itself` };
  },
});
