import { importOf } from '../../src/facts/database-import.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/import-monolith-database-required',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.initdb.import',
  consequence: 'refused',
  preset: 'server',
  summary: 'A monolith import lists the databases to import',
  why: 'The webhook refuses a monolith import that lists no database: there is nothing to import.',
  remedy: 'List the databases, or `"*"` for all of them.',
  references: [
    'https://cloudnative-pg.io/documentation/current/database_import/#the-monolith-type',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const databases = importOf(cluster, 'monolith')?.databases;
    if (!databases || databases.value.length > 0) return undefined;
    return { at: cluster.key(...databases.at.path), message: 'A monolith import lists no database to import' };
  },
});
