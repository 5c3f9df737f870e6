import { bootstrapMethods } from '../../src/facts/bootstrap-methods.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/bootstrap-owner-required',
  kinds: ['Cluster'],
  about: 'spec.bootstrap',
  consequence: 'refused',
  preset: 'server',
  summary: 'A bootstrap that names a database names its owner',
  why: 'The webhook refuses a method that names one of database and owner without the other. It fills in the owner itself, but of one method only: never of `initdb` beside another one.',
  remedy: 'Name the owner, or leave out both; better, keep one method only.',
  exceptions: ['Nothing is said while a placeholder may remove a method.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/bootstrap/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    for (const path of bootstrapMethods(cluster)) {
      const database = cluster.get('string', ...path, 'database');
      if (!database || database.value === '' || !cluster.isEmpty(...path, 'owner')) continue;
      yield {
        at: cluster.at(...path, 'owner'),
        message: `${path[2]} names the database "${database.value}" without its owner`,
      };
    }
  },
});
