import { bootstrapMethods } from '../../src/facts/bootstrap-methods.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/bootstrap-database-required',
  kinds: ['Cluster'],
  about: 'spec.bootstrap',
  consequence: 'refused',
  preset: 'server',
  summary: 'A bootstrap that names an owner names the database',
  why: 'The webhook refuses a method that names one of database and owner without the other. It fills in the database itself, but neither for a monolith import (from 1.25 on) nor for `initdb` beside another method.',
  remedy: 'Name the database, or leave out both.',
  exceptions: ['Nothing is said while a placeholder may remove a method.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/database_import/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    for (const path of bootstrapMethods(cluster)) {
      const owner = cluster.get('string', ...path, 'owner');
      if (!owner || owner.value === '' || !cluster.isEmpty(...path, 'database')) continue;
      const isImport = cluster.get('string', ...path, 'import', 'type')?.value === 'monolith';
      yield {
        at: owner.at,
        message: `${path[2]} names the owner "${owner.value}" without a database`,
        ...(isImport && { help: 'A monolith import needs neither: leave out the owner, or name the database as well' }),
      };
    }
  },
});
