import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/service-account-name-and-template',
  kinds: ['Cluster'],
  about: 'spec.serviceAccountTemplate',
  consequence: 'refused',
  preset: 'server',
  since: '1.29',
  summary: 'A service account is either named or described by a template',
  why: 'A service account of that name is used as it is, so a template would change nothing; the webhook refuses both together.',
  remedy: 'Remove `serviceAccountTemplate`, or `serviceAccountName` if the operator is to make the service account.',
  references: [
    'https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const name = cluster.text('spec', 'serviceAccountName');
    if (!name || name.value === '' || cluster.isUnknown('spec', 'serviceAccountTemplate')) return undefined;
    const mayBeEmpty = cluster.isUnknown('spec', 'serviceAccountName');
    if (mayBeEmpty) return undefined;
    return {
      at: name.at,
      message: `serviceAccountName is "${name.value}", but there is a serviceAccountTemplate, too`,
      related: [{ at: cluster.key('spec', 'serviceAccountTemplate'), message: 'The template' }],
    };
  },
});
