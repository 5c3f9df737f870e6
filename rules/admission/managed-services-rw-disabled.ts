import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/managed-services-rw-disabled',
  kinds: ['Cluster'],
  about: 'spec.managed.services.disabledDefaultServices',
  consequence: 'refused',
  preset: 'server',
  since: '1.24',
  summary: 'The service of the primary is not disabled',
  why: 'Standbys and the operator reach the primary by the service `-rw`, so the webhook lets only `ro` and `r` be disabled.',
  remedy: 'Remove `rw` from `disabledDefaultServices`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/service_management/#disabling-default-services',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster) {
    const disabled = cluster.list('string', 'spec', 'managed', 'services', 'disabledDefaultServices');
    const own = disabled.find(({ value }) => value === 'rw');
    return own && { at: own.at, message: 'The service "rw" cannot be disabled, because the cluster itself needs it' };
  },
});
