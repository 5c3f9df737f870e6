import { defineRule, type Field } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/managed-role-duplicate',
  kinds: ['Cluster'],
  about: 'spec.managed.roles',
  consequence: 'refused',
  preset: 'server',
  summary: 'Each managed role is listed once',
  why: 'Two entries of one role would overwrite each other again and again, so the webhook refuses them.',
  remedy: 'Merge the entries.',
  references: [
    'https://cloudnative-pg.io/documentation/current/declarative_role_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    const first = new Map<string, Field<string>>();
    for (const index of (cluster.get('array', 'spec', 'managed', 'roles')?.value ?? []).keys()) {
      const name = cluster.text('spec', 'managed', 'roles', index, 'name');
      const other = name && first.get(name.value);
      if (name && !other) first.set(name.value, name);
      if (!name || !other) continue;
      yield {
        at: name.at,
        message: `The role "${name.value}" is listed twice`,
        related: [{ at: other.at, message: 'The other entry' }],
      };
    }
  },
});
