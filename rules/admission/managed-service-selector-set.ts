import { managedServices } from '../../src/facts/managed-services.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/managed-service-selector-set',
  kinds: ['Cluster'],
  about: 'spec.managed.services.additional',
  consequence: 'refused',
  preset: 'server',
  since: '1.24',
  summary: 'An additional service leaves the choice of its pods to the operator',
  why: 'The operator sets the selector by the `selectorType` of the service, and its webhook refuses one in the template.',
  remedy: 'Remove `selector` from the template, and choose the pods with `selectorType`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/service_management/#adding-your-own-services',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const { template, name } of context.fact(managedServices, cluster)) {
      const selector = cluster.get('object', ...template, 'spec', 'selector');
      if (selector && Object.keys(selector.value).length > 0)
        yield {
          at: cluster.key(...selector.at.path),
          message: `The template of ${name ? `the service "${name.value}"` : 'a service'} has a selector of its own`,
        };
    }
  },
});
