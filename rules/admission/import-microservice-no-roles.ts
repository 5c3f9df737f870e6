import { importOf } from '../../src/facts/database-import.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/import-microservice-no-roles',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.initdb.import.roles',
  consequence: 'refused',
  preset: 'server',
  summary: 'A microservice import takes no roles',
  why: 'The webhook refuses roles in a microservice import: all that it imports belongs to the owner of the application database.',
  remedy: 'Remove `roles`, or import them with type `monolith`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/database_import/#the-microservice-type',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const roles = importOf(cluster, 'microservice')?.roles;
    if (!roles || roles.value.length === 0) return undefined;
    return { at: cluster.key(...roles.at.path), message: 'A microservice import takes no roles, and some are listed' };
  },
});
