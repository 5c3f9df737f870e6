import { importOf } from '../../src/facts/database-import.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/import-microservice-single-database',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.initdb.import',
  consequence: 'refused',
  preset: 'server',
  summary: 'A microservice import takes exactly one database',
  why: 'The webhook refuses a microservice import of no database or of several: it fills the one application database of the new cluster.',
  remedy: 'List one database, or import several with type `monolith`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/database_import/#the-microservice-type',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const databases = importOf(cluster, 'microservice')?.databases;
    if (!databases || databases.value.length === 1) return undefined;
    const count = databases.value.length;
    return {
      at: cluster.key(...databases.at.path),
      message: `A microservice import takes exactly one database, and ${count === 0 ? 'none is listed' : `${count} are listed`}`,
    };
  },
});
