import { barmanCredentials, givenFields } from '../../src/facts/barman-credentials.ts';
import { defineRule } from '../../src/rule/index.ts';

const path = ['spec', 'backup', 'barmanObjectStore', 'googleCredentials'];

export default defineRule({
  id: 'admission/backup-google-credentials-forbidden',
  kinds: ['Cluster'],
  about: 'spec.backup.barmanObjectStore.googleCredentials',
  consequence: 'refused',
  preset: 'server',
  summary: 'The Google credentials leave authentication to GKE or name a service account key, not both',
  why: 'The webhook refuses applicationCredentials where gkeEnvironment is on: it must know which to use.',
  remedy: 'Remove `applicationCredentials`, or `gkeEnvironment: true`.',
  references: [
    'https://cloudnative-pg.io/documentation/current/appendixes/object_stores/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    if (context.fact(barmanCredentials, cluster).judged !== 'googleCredentials') return undefined;
    const fields = ['gkeEnvironment', 'applicationCredentials'];
    if (givenFields(cluster, path, fields)?.length !== 2) return undefined;
    return {
      at: cluster.key(...path),
      message: 'googleCredentials leave authentication to GKE, and name applicationCredentials beside it',
      related: [
        { at: cluster.at(...path, 'gkeEnvironment'), message: 'The one way' },
        { at: cluster.key(...path, 'applicationCredentials'), message: 'The other way' },
      ],
    };
  },
});
