import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/superuser-secret-name-empty',
  kinds: ['Cluster'],
  about: 'spec.superuserSecret',
  consequence: 'refused',
  preset: 'server',
  summary: 'A reference to the secret of the superuser names that secret',
  why: 'The webhook refuses a superuserSecret without a name, since the password of the superuser would come from nowhere.',
  remedy: 'Name the secret, or remove `superuserSecret`: the operator then makes a secret of its own.',
  references: [
    'https://cloudnative-pg.io/documentation/current/security/#postgresql',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const path = ['spec', 'superuserSecret', 'name'];
    if (!cluster.isEmpty(...path)) return undefined;
    return { at: cluster.at(...path), message: 'superuserSecret names no secret' };
  },
});
