import { barmanCredentials, givenFields } from '../../src/facts/barman-credentials.ts';
import { defineRule } from '../../src/rule/index.ts';

const path = ['spec', 'backup', 'barmanObjectStore', 'azureCredentials'];

export default defineRule({
  id: 'admission/backup-azure-storage-account-required',
  kinds: ['Cluster'],
  about: 'spec.backup.barmanObjectStore.azureCredentials',
  consequence: 'refused',
  preset: 'server',
  since: '1.27',
  summary: 'An Azure storage key or SAS token comes with the name of its account',
  why: 'A key or token does not tell which storage account it is for, so the webhook refuses one without `storageAccount`.',
  remedy: 'Set `storageAccount` to the key of a Secret that holds the name of the account.',
  exceptions: ['Of several kinds of credentials the webhook judges the last alone: Google before S3 before Azure.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/appendixes/object_stores/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    if (context.fact(barmanCredentials, cluster).judged !== 'azureCredentials') return undefined;
    const [given] = givenFields(cluster, path, ['storageKey', 'storageSasToken']) ?? [];
    if (given === undefined || !cluster.isEmpty(...path, 'storageAccount')) return undefined;
    return {
      at: cluster.key(...path),
      message: `azureCredentials have "${given}", but no storageAccount that it is for`,
      related: [{ at: cluster.key(...path, given), message: 'What needs the account' }],
    };
  },
});
