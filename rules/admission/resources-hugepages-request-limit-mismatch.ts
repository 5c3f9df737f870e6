import { amountAt, hugePages } from '../../src/facts/amounts.ts';
import { defineRule } from '../../src/rule/index.ts';

const resources = ['spec', 'resources'];

export default defineRule({
  id: 'admission/resources-hugepages-request-limit-mismatch',
  kinds: ['Cluster'],
  about: 'spec.resources.requests',
  consequence: 'refused',
  preset: 'server',
  since: '1.25',
  summary: 'The request for huge pages is their limit',
  why: 'Huge pages cannot be overcommitted, so Kubernetes and the webhook refuse a request that differs from the limit.',
  remedy: 'Set both to the same amount, or only the limit.',
  references: [
    'https://cloudnative-pg.io/documentation/current/resource_management/',
    'https://kubernetes.io/docs/tasks/manage-hugepages/scheduling-hugepages/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    for (const name of hugePages(cluster, 'requests')) {
      const request = amountAt(cluster, ...resources, 'requests', name);
      const limit = amountAt(cluster, ...resources, 'limits', name);
      if (!request || !limit || request === 'unknown' || limit === 'unknown') continue;
      if (request.quantity.compare(limit.quantity) === 0) continue;
      yield {
        at: cluster.at(...request.path),
        message: `The request for ${name} is "${request.text}", but the limit is "${limit.text}"`,
        related: [{ at: cluster.at(...limit.path), message: 'The limit' }],
      };
    }
  },
});
