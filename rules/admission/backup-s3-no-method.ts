import { barmanCredentials, givenFields } from '../../src/facts/barman-credentials.ts';
import { defineRule } from '../../src/rule/index.ts';

const path = ['spec', 'backup', 'barmanObjectStore', 's3Credentials'];

export default defineRule({
  id: 'admission/backup-s3-no-method',
  kinds: ['Cluster'],
  about: 'spec.backup.barmanObjectStore.s3Credentials',
  consequence: 'refused',
  preset: 'server',
  summary: 'The S3 credentials say how to authenticate',
  why: 'The webhook refuses S3 credentials that have neither an access key nor leave it to the IAM role of the pods: a region or a session token alone opens nothing.',
  remedy: 'Set `accessKeyId` and `secretAccessKey`, or `inheritFromIAMRole: true`.',
  exceptions: ['Of several kinds of credentials the webhook judges the last alone: Google before S3 before Azure.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/appendixes/object_stores/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    if (context.fact(barmanCredentials, cluster).judged !== 's3Credentials') return undefined;
    const methods = givenFields(cluster, path, ['inheritFromIAMRole', 'accessKeyId', 'secretAccessKey']);
    if (methods?.length !== 0) return undefined;
    return {
      at: cluster.key(...path),
      message: 's3Credentials have neither an access key nor inheritFromIAMRole',
    };
  },
});
