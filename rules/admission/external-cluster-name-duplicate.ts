import { defineRule, type Place } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/external-cluster-name-duplicate',
  kinds: ['Cluster'],
  about: 'spec.externalClusters',
  consequence: 'refused',
  preset: 'server',
  summary: 'Each external cluster has a name of its own',
  why: 'A recovery or a replica refers to its source by name: the webhook refuses a list in which two external clusters have the same one.',
  remedy: 'Rename one of them, or remove it if both are the same.',
  references: [
    'https://cloudnative-pg.io/documentation/current/bootstrap/#the-externalclusters-section',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    const first = new Map<string, Place>();
    for (const { at } of cluster.list('object', 'spec', 'externalClusters')) {
      const name = cluster.get('string', ...at.path, 'name');
      if (!name || name.assumed) continue;
      const earlier = first.get(name.value);
      if (!earlier) first.set(name.value, name.at);
      else
        yield {
          at: name.at,
          message: `Two external clusters are named "${name.value}"`,
          related: [{ at: earlier, message: 'The first one' }],
        };
    }
  },
});
