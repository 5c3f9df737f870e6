import { barmanCredentials } from '../../src/facts/barman-credentials.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/backup-credentials-missing',
  kinds: ['Cluster'],
  about: 'spec.backup.barmanObjectStore',
  consequence: 'refused',
  preset: 'server',
  summary: 'The object store for backups has credentials',
  why: 'The webhook refuses an in-tree object store for backups without credentials for Azure, S3 or Google. What the provider grants by itself must be asked for.',
  remedy:
    'Add `s3Credentials`, `azureCredentials` or `googleCredentials`; for a role of the provider, `inheritFromIAMRole`, `inheritFromAzureAD` or `gkeEnvironment` in it.',
  exceptions: ['External clusters may have an object store without credentials.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/appendixes/object_stores/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const store = cluster.get('object', 'spec', 'backup', 'barmanObjectStore');
    const { given, isOpen } = context.fact(barmanCredentials, cluster);
    if (!store || given.length > 0 || isOpen || mayBePatched(cluster, context, ...store.at.path)) return undefined;
    return {
      at: cluster.key(...store.at.path),
      message: 'The object store for backups has no credentials, neither for Azure nor for S3 nor for Google',
    };
  },
});
