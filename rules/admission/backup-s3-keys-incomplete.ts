import { barmanCredentials, givenFields } from '../../src/facts/barman-credentials.ts';
import { defineRule } from '../../src/rule/index.ts';

const path = ['spec', 'backup', 'barmanObjectStore', 's3Credentials'];
const halves = ['accessKeyId', 'secretAccessKey'];

export default defineRule({
  id: 'admission/backup-s3-keys-incomplete',
  kinds: ['Cluster'],
  about: 'spec.backup.barmanObjectStore.s3Credentials',
  consequence: 'refused',
  preset: 'server',
  summary: 'An S3 access key has both its halves',
  why: 'An access key is an id and a secret: the webhook refuses one without the other.',
  remedy: 'Set both `accessKeyId` and `secretAccessKey`, or neither and `inheritFromIAMRole: true`.',
  exceptions: ['Of several kinds of credentials the webhook judges the last alone: Google before S3 before Azure.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/appendixes/object_stores/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    if (context.fact(barmanCredentials, cluster).judged !== 's3Credentials') return undefined;
    const [given, second] = givenFields(cluster, path, halves) ?? [];
    if (given === undefined || second !== undefined) return undefined;
    const missing = halves.find((half) => half !== given);
    return {
      at: cluster.key(...path),
      message: `s3Credentials have "${given}", but no "${missing}"`,
      related: [{ at: cluster.key(...path, given), message: 'The one half' }],
    };
  },
});
