import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/managed-role-connection-limit',
  kinds: ['Cluster'],
  about: 'spec.managed.roles',
  consequence: 'refused',
  preset: 'server',
  summary: 'The connection limit of a role is -1 or not negative',
  why: 'PostgreSQL takes -1 for no limit; the webhook refuses any other number below 0.',
  remedy: 'Set the number of connections, or remove `connectionLimit` for no limit.',
  references: [
    'https://cloudnative-pg.io/documentation/current/declarative_role_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    for (const index of (cluster.get('array', 'spec', 'managed', 'roles')?.value ?? []).keys()) {
      const limit = cluster.get('integer', 'spec', 'managed', 'roles', index, 'connectionLimit');
      if (limit && limit.value < -1)
        yield {
          at: limit.at,
          message: `connectionLimit is ${limit.value}, but the only limit below 0 is -1, for none`,
        };
    }
  },
});
