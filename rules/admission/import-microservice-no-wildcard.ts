import { importOf } from '../../src/facts/database-import.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/import-microservice-no-wildcard',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.initdb.import',
  consequence: 'refused',
  preset: 'server',
  summary: 'A microservice import names its database in full',
  why: 'The webhook refuses an asterisk in the database of a microservice import, which takes exactly one.',
  remedy: 'Write the name of the database, or import all with type `monolith`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/database_import/#the-microservice-type',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const databases = importOf(cluster, 'microservice')?.databases;
    if (databases?.value.length !== 1) return undefined;
    const name = cluster.get('string', ...databases.at.path, 0);
    if (!name?.value.includes('*')) return undefined;
    return {
      at: name.at,
      message: `"${name.value}" stands for several databases, and a microservice import takes one`,
    };
  },
});
