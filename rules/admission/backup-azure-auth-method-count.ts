import { barmanCredentials, givenFields } from '../../src/facts/barman-credentials.ts';
import { defineRule } from '../../src/rule/index.ts';

const path = ['spec', 'backup', 'barmanObjectStore', 'azureCredentials'];

export default defineRule({
  id: 'admission/backup-azure-auth-method-count',
  kinds: ['Cluster'],
  about: 'spec.backup.barmanObjectStore.azureCredentials',
  consequence: 'refused',
  preset: 'server',
  summary: 'The Azure credentials have one way to authenticate',
  why: 'The webhook refuses Azure credentials with no way to authenticate, or with several: it must know which to use.',
  remedy:
    'Keep exactly one of a connection string, a storage key, a storage SAS token, and the switches that leave it to Azure.',
  exceptions: ['Of several kinds of credentials the webhook judges the last alone: Google before S3 before Azure.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/appendixes/object_stores/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    if (context.fact(barmanCredentials, cluster).judged !== 'azureCredentials') return undefined;
    const { azureMethods } = context.project.schemas.operator(context.project.target);
    const methods = givenFields(cluster, path, azureMethods);
    if (!methods || methods.length === 1 || !cluster.isEmpty(...path, 'connectionString')) return undefined;
    const names = methods.map((name) => `"${name}"`).join(' and ');
    return {
      at: cluster.key(...path),
      message:
        names === ''
          ? 'azureCredentials have neither a connection string nor another way to authenticate'
          : `azureCredentials have more than one way to authenticate: ${names}`,
      related: methods.map((name) => ({ at: cluster.key(...path, name), message: 'A way to authenticate' })),
    };
  },
});
