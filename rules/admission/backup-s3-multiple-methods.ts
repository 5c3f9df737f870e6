import { barmanCredentials, givenFields } from '../../src/facts/barman-credentials.ts';
import { defineRule } from '../../src/rule/index.ts';

const path = ['spec', 'backup', 'barmanObjectStore', 's3Credentials'];

export default defineRule({
  id: 'admission/backup-s3-multiple-methods',
  kinds: ['Cluster'],
  about: 'spec.backup.barmanObjectStore.s3Credentials',
  consequence: 'refused',
  preset: 'server',
  summary: 'The S3 credentials have one way to authenticate',
  why: 'The webhook refuses an access key beside inheritFromIAMRole: it must know which to use.',
  remedy: 'Remove the access key, or set `inheritFromIAMRole` to false.',
  exceptions: ['Of several kinds of credentials the webhook judges the last alone: Google before S3 before Azure.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/appendixes/object_stores/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    if (context.fact(barmanCredentials, cluster).judged !== 's3Credentials') return undefined;
    const role = cluster.get('boolean', ...path, 'inheritFromIAMRole');
    const keys = givenFields(cluster, path, ['accessKeyId', 'secretAccessKey']) ?? [];
    if (!role?.value || role.assumed || keys.length === 0) return undefined;
    return {
      at: cluster.key(...path),
      message: `s3Credentials have inheritFromIAMRole, and beside it ${keys.map((name) => `"${name}"`).join(' and ')}`,
      related: [
        { at: role.at, message: 'The one way' },
        ...keys.map((name) => ({ at: cluster.key(...path, name), message: 'The other way' })),
      ],
    };
  },
});
