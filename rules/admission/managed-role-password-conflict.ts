import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/managed-role-password-conflict',
  kinds: ['Cluster'],
  about: 'spec.managed.roles',
  consequence: 'refused',
  preset: 'server',
  summary: 'A role whose password is disabled has no secret for one',
  why: 'One asks to remove the password, the other to set it, so the webhook refuses both.',
  remedy: 'Remove `disablePassword` or `passwordSecret`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/declarative_role_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    for (const index of (cluster.get('array', 'spec', 'managed', 'roles')?.value ?? []).keys()) {
      const role = ['spec', 'managed', 'roles', index];
      const disabled = cluster.get('boolean', ...role, 'disablePassword');
      const secret = cluster.get('object', ...role, 'passwordSecret');
      if (!disabled?.value || !secret) continue;
      const name = cluster.text(...role, 'name')?.value ?? '';
      yield {
        at: disabled.at,
        message: `The role "${name}" has its password disabled and a secret that sets it`,
        related: [{ at: cluster.key(...secret.at.path), message: 'The secret' }],
      };
    }
  },
});
