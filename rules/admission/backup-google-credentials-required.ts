import { barmanCredentials, givenFields } from '../../src/facts/barman-credentials.ts';
import { defineRule } from '../../src/rule/index.ts';

const path = ['spec', 'backup', 'barmanObjectStore', 'googleCredentials'];

export default defineRule({
  id: 'admission/backup-google-credentials-required',
  kinds: ['Cluster'],
  about: 'spec.backup.barmanObjectStore.googleCredentials',
  consequence: 'refused',
  preset: 'server',
  summary: 'The Google credentials name a service account key, or leave it to GKE',
  why: 'The webhook refuses Google credentials that have neither: `{}` does not mean the identity of the pods.',
  remedy:
    'Set `applicationCredentials` to the key of a Secret with the JSON of a service account, or `gkeEnvironment: true` with Workload Identity.',
  references: [
    'https://cloudnative-pg.io/documentation/current/appendixes/object_stores/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    if (context.fact(barmanCredentials, cluster).judged !== 'googleCredentials') return undefined;
    const given = givenFields(cluster, path, ['gkeEnvironment', 'applicationCredentials']);
    if (given?.length !== 0) return undefined;
    return {
      at: cluster.key(...path),
      message: 'googleCredentials have no applicationCredentials, and gkeEnvironment is not on',
    };
  },
});
