import { missingExternal } from '../../src/facts/external-clusters.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/recovery-source-not-found',
  kinds: ['Cluster'],
  about: 'spec.bootstrap.recovery.source',
  consequence: 'refused',
  preset: 'server',
  summary: 'The source of a recovery is one of the external clusters',
  why: 'The source is the name of an entry of `externalClusters`, which says how the other cluster or its backups are reached; the webhook refuses a source without an entry.',
  remedy: 'Add an entry of that name to `externalClusters`, or write the name of one that is there.',
  exceptions: ['A Cluster to which a patch adds external clusters.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/recovery/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const source = cluster.get('string', 'spec', 'bootstrap', 'recovery', 'source');
    return source && source.value !== '' ? missingExternal(cluster, source, context) : undefined;
  },
});
