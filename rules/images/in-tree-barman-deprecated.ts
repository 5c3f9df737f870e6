import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'images/in-tree-barman-deprecated',
  kinds: ['Cluster'],
  consequence: 'deprecated',
  preset: 'server',
  since: '1.26',
  summary: 'A Cluster uses the Barman Cloud plugin rather than the in-tree object store',
  why:
    'The in-tree support for Barman Cloud is deprecated and announced for removal, ' +
    'and the default images come without it: a cluster that relies on it then is left without backups.',
  remedy: 'Describe the store in an ObjectStore and let the Barman Cloud plugin archive to it, by its migration guide.',
  references: [
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/migration/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/8670',
  ],

  checkAdmission(cluster, { project }) {
    const entries = cluster.get('array', 'spec', 'externalClusters')?.value ?? [];
    const [first, ...others] = [
      ['spec', 'backup', 'barmanObjectStore'],
      ...[...entries.keys()].map((index) => ['spec', 'externalClusters', index, 'barmanObjectStore']),
    ].filter((path) => cluster.has(...path) && !cluster.isUnknown(...path));
    if (!first) return undefined;
    const { removalOfInTreeBarman: removal } = project.schemas.operator(project.target);
    return {
      at: cluster.key(...first),
      message: `In-tree Barman Cloud support is deprecated, and is to be removed in CloudNativePG ${removal}`,
      related: others.map((path) => ({ at: cluster.key(...path), message: 'Here too' })),
    };
  },
});
