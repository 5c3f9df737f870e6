import { positiveAt } from '../../src/facts/amounts.ts';
import { defineRule } from '../../src/rule/index.ts';

const resources = ['spec', 'resources'];

export default defineRule({
  id: 'admission/resources-request-above-limit',
  kinds: ['Cluster'],
  about: 'spec.resources.requests',
  consequence: 'refused',
  preset: 'server',
  summary: 'A request for resources is not above their limit',
  why: 'A pod cannot be promised more than it may use, and the webhook refuses a Cluster whose request for cpu, memory or ephemeral-storage is above the limit.',
  remedy: 'Raise the limit or lower the request; for a database, let them be the same.',
  references: [
    'https://cloudnative-pg.io/documentation/current/resource_management/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    for (const name of ['cpu', 'memory', 'ephemeral-storage']) {
      const request = positiveAt(cluster, ...resources, 'requests', name);
      const limit = positiveAt(cluster, ...resources, 'limits', name);
      if (!request || !limit || request.quantity.compare(limit.quantity) <= 0) continue;
      yield {
        at: cluster.at(...request.path),
        message: `The request for ${name}, "${request.text}", is above its limit, "${limit.text}"`,
        related: [{ at: cluster.at(...limit.path), message: 'The limit' }],
      };
    }
  },
});
