import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/external-cluster-source-missing',
  kinds: ['Cluster'],
  about: 'spec.externalClusters',
  consequence: 'refused',
  preset: 'server',
  summary: 'Each external cluster says how it is reached',
  why: 'The webhook refuses an entry of externalClusters that has neither connection parameters nor an object store nor a plugin: there would be nothing to read from.',
  remedy:
    'Describe the server in `connectionParameters`, or the archive in `plugin` (before 1.25 in `barmanObjectStore`), or remove the entry.',
  references: [
    'https://cloudnative-pg.io/documentation/current/bootstrap/#the-externalclusters-section',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, { project }) {
    const operator = project.schemas.operator(project.target);
    for (const { at } of cluster.list('object', 'spec', 'externalClusters')) {
      const has = (source: string): boolean => {
        const value = cluster.get('object', ...at.path, source)?.value;
        const isDropped = operator.dropsEmptyValues && value && Object.keys(value).length === 0;
        return isDropped ? false : !cluster.isEmpty(...at.path, source);
      };
      if (operator.externalClusterSources.some(has)) continue;
      const name = cluster.text(...at.path, 'name');
      yield {
        at: cluster.at(...at.path, 'name'),
        message: `External cluster${name ? ` "${name.value}"` : ''} has neither ${operator.externalClusterSources.join(' nor ')}, so nothing says where its data is`,
      };
    }
  },
});
