import { missingExternal } from '../../src/facts/external-clusters.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/replica-name-not-found',
  kinds: ['Cluster'],
  about: 'spec.replica',
  consequence: 'refused',
  preset: 'server',
  since: '1.24',
  summary: 'The names that a replica stanza gives to itself and to its primary are external clusters',
  why: 'In a distributed topology each cluster lists all of them, itself included, so that any can follow any: the webhook refuses a name that is not there.',
  remedy: 'Add the cluster to `externalClusters`, or correct the name.',
  references: [
    'https://cloudnative-pg.io/documentation/current/replica_cluster/#distributed-topology',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  *checkAdmission(cluster, context) {
    for (const role of ['self', 'primary']) {
      const name = cluster.get('string', 'spec', 'replica', role);
      const missing = name && name.value !== '' && missingExternal(cluster, name, context);
      if (missing) yield missing;
    }
  },
});
