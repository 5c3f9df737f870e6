import { importOf } from '../../src/facts/database-import.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/import-monolith-no-post-import-sql',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.initdb.import.postImportApplicationSQL',
  consequence: 'refused',
  preset: 'server',
  summary: 'A monolith import runs no SQL afterwards',
  why: 'The webhook refuses `postImportApplicationSQL` in a monolith import: of several databases none is the application database.',
  remedy: 'Remove `postImportApplicationSQL`, and run the statements once the cluster is up.',
  references: [
    'https://cloudnative-pg.io/documentation/current/database_import/#the-monolith-type',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const sql = importOf(cluster, 'monolith')?.sql;
    if (!sql || sql.value.length === 0) return undefined;
    return {
      at: cluster.key(...sql.at.path),
      message: 'postImportApplicationSQL is set, which a monolith import does not run',
    };
  },
});
