import { managedServices } from '../../src/facts/managed-services.ts';
import { defineRule, type Field } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/managed-service-name-duplicate',
  kinds: ['Cluster'],
  about: 'spec.managed.services.additional',
  consequence: 'refused',
  preset: 'server',
  since: '1.24',
  summary: 'The additional services of a cluster have different names',
  why: 'Two services by one name would be one object, so the webhook refuses them.',
  remedy: 'Rename one of the services, or remove it.',
  references: [
    'https://cloudnative-pg.io/documentation/current/service_management/#adding-your-own-services',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    const first = new Map<string, Field<string>>();
    for (const { name } of context.fact(managedServices, cluster)) {
      const other = name && first.get(name.value);
      if (name && !other) first.set(name.value, name);
      if (!name || !other) continue;
      yield {
        at: name.at,
        message: `The service "${name.value}" is listed twice`,
        related: [{ at: other.at, message: 'The other one' }],
      };
    }
  },
});
