import { defineRule, type Resource } from '../../src/rule/index.ts';

const path = ['spec', 'monitoring'];
const relabelings = ['podMonitorMetricRelabelings', 'podMonitorRelabelings'];

export default defineRule({
  id: 'monitoring/enable-pod-monitor-deprecated',
  kinds: ['Cluster', 'Pooler'],
  about: 'spec.monitoring',
  consequence: 'deprecated',
  preset: 'server',
  since: '1.25',
  summary: 'The PodMonitor is a resource of its own, not one that the operator makes',
  why: 'The webhook warns that PodMonitors made by the operator are deprecated; when they go, an upgrade of the operator ends the scraping.',
  remedy:
    'Write a PodMonitor that selects the pods by their label `cnpg.io/cluster` (`cnpg.io/poolerName` for a pooler) and the port `metrics`, then remove the field.',
  references: [
    'https://cloudnative-pg.io/documentation/current/monitoring/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/pooler_webhook.go',
  ],

  *checkAdmission(resource) {
    // The server refuses a Pooler without it, and then warns of nothing.
    if (resource.kind === 'Pooler' && !resource.has('spec', 'pgbouncer')) return;
    const used = [
      ...(resource.get('boolean', ...path, 'enablePodMonitor')?.value === true ? ['enablePodMonitor'] : []),
      ...relabelings.filter((name) => isFilled(resource, name)),
    ];
    // The server warns of each field of a Cluster, but once of a Pooler.
    for (const name of resource.kind === 'Pooler' ? used.slice(0, 1) : used)
      yield {
        at: resource.key(...path, name),
        message: `${name} is deprecated: the operator is to make no PodMonitor`,
      };
  },
});

function isFilled(resource: Resource, name: string): boolean {
  return (resource.get('array', ...path, name)?.value ?? []).length > 0;
}
