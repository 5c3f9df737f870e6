import { defineRule } from '../../src/rule/index.ts';
import { pathComponentFault } from '../../src/values/path-component.ts';

export default defineRule({
  id: 'admission/external-cluster-name-path-component',
  kinds: ['Cluster'],
  about: 'spec.externalClusters',
  consequence: 'refused',
  preset: 'server',
  since: '1.28',
  summary: 'The name of an external cluster can be the name of a directory',
  why: 'The operator keeps the credentials of an external cluster in a directory of its name, so the webhook refuses a name that leads elsewhere: ".", "..", and any with a slash or backslash.',
  remedy: 'Name the external cluster with letters, digits and hyphens alone.',
  references: [
    'https://cloudnative-pg.io/documentation/current/bootstrap/#the-externalclusters-section',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    for (const { at } of cluster.list('object', 'spec', 'externalClusters')) {
      const name = cluster.get('string', ...at.path, 'name');
      const fault = name && pathComponentFault(name.value);
      if (fault !== undefined) yield { at: name?.at ?? at, message: `External cluster name "${name?.value}" ${fault}` };
    }
  },
});
