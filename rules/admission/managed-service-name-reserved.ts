import { managedServices } from '../../src/facts/managed-services.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/managed-service-name-reserved',
  kinds: ['Cluster'],
  about: 'spec.managed.services.additional',
  consequence: 'refused',
  preset: 'server',
  since: '1.24',
  summary: 'An additional service has another name than the services of the cluster itself',
  why: 'The operator makes the services `-rw`, `-ro`, `-r` and `-any` of each cluster, and the webhook refuses a second one by such a name.',
  remedy: 'Give the service another name.',
  references: [
    'https://cloudnative-pg.io/documentation/current/service_management/#adding-your-own-services',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    if (cluster.name === '') return;
    const { reservedServiceSuffixes } = context.project.schemas.operator(context.project.target);
    for (const { name } of context.fact(managedServices, cluster))
      if (name && reservedServiceSuffixes.some((suffix) => name.value === `${cluster.name}${suffix}`))
        yield { at: name.at, message: `The name "${name.value}" belongs to a service that the operator makes itself` };
  },
});
