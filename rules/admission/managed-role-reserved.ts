import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/managed-role-reserved',
  kinds: ['Cluster'],
  about: 'spec.managed.roles',
  consequence: 'refused',
  preset: 'server',
  summary: 'A managed role is none of those that PostgreSQL and the operator have for themselves',
  why: 'The roles `postgres` and `streaming_replica`, and names that start with `pg_` or `cnpg_`, are reserved, and the webhook refuses to manage them.',
  remedy: 'Choose another name; the password of `postgres` is that of `superuserSecret`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/declarative_role_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, { project: { schemas, target } }) {
    const { reservedRoles, reservedRolePrefixes } = schemas.operator(target);
    for (const index of (cluster.get('array', 'spec', 'managed', 'roles')?.value ?? []).keys()) {
      const name = cluster.get('string', 'spec', 'managed', 'roles', index, 'name');
      if (!name) continue;
      const prefix = reservedRolePrefixes.find((start) => name.value.startsWith(start));
      if (prefix === undefined && !reservedRoles.includes(name.value)) continue;
      const which = prefix === undefined ? '' : `, like all that start with "${prefix}"`;
      yield { at: name.at, message: `The role "${name.value}" is reserved${which}` };
    }
  },
});
