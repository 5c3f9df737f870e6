import { managedServices } from '../../src/facts/managed-services.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/managed-service-name-required',
  kinds: ['Cluster'],
  about: 'spec.managed.services.additional',
  consequence: 'refused',
  preset: 'server',
  since: '1.24',
  summary: 'Every additional service has a name',
  why: 'The webhook refuses a service whose template names none: the operator makes up no names.',
  remedy: 'Set `serviceTemplate.metadata.name`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/service_management/#adding-your-own-services',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { template } of context.fact(managedServices, cluster)) {
      const path = [...template, 'metadata', 'name'];
      if (cluster.isEmpty(...path)) yield { at: cluster.at(...path), message: 'The additional service has no name' };
    }
  },
});
