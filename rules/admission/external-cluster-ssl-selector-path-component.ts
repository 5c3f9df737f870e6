import { defineRule } from '../../src/rule/index.ts';
import { pathComponentFault } from '../../src/values/path-component.ts';

export default defineRule({
  id: 'admission/external-cluster-ssl-selector-path-component',
  kinds: ['Cluster'],
  about: 'spec.externalClusters',
  consequence: 'refused',
  preset: 'server',
  since: '1.28',
  summary: 'The names and keys of TLS secrets of an external cluster can be names of files',
  why: 'The operator writes the certificates of an external cluster to files of these names, so the webhook refuses one that leads elsewhere: ".", "..", and any with a slash or backslash.',
  remedy: 'Write the name of the Secret and the key in it as they are, for instance `tls.crt`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/bootstrap/#the-externalclusters-section',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster) {
    for (const { at } of cluster.list('object', 'spec', 'externalClusters'))
      for (const selector of ['sslCert', 'sslKey', 'sslRootCert'])
        for (const part of ['name', 'key']) {
          const field = cluster.get('string', ...at.path, selector, part);
          const fault = field && pathComponentFault(field.value);
          if (fault !== undefined)
            yield { at: field?.at ?? at, message: `${selector}.${part} "${field?.value}" ${fault}` };
        }
  },
});
