import { barmanCredentials, givenFields } from '../../src/facts/barman-credentials.ts';
import { defineRule } from '../../src/rule/index.ts';

const path = ['spec', 'backup', 'barmanObjectStore', 'azureCredentials'];

export default defineRule({
  id: 'admission/backup-azure-connection-string-exclusive',
  kinds: ['Cluster'],
  about: 'spec.backup.barmanObjectStore.azureCredentials',
  consequence: 'refused',
  preset: 'server',
  summary: 'An Azure connection string stands alone',
  why: 'A connection string holds the account and its key, so the webhook refuses every other way to authenticate beside it, and from 1.27 on the name of the account.',
  remedy: 'Remove the connection string, or all that stands beside it.',
  exceptions: ['Of several kinds of credentials the webhook judges the last alone: Google before S3 before Azure.'],
  references: [
    'https://cloudnative-pg.io/documentation/current/appendixes/object_stores/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    if (context.fact(barmanCredentials, cluster).judged !== 'azureCredentials') return undefined;
    const operator = context.project.schemas.operator(context.project.target);
    const string = cluster.get('object', ...path, 'connectionString');
    const names = [...operator.azureMethods, ...operator.azureConnectionStringExcludes];
    const others = givenFields(cluster, path, names) ?? [];
    if (!string || others.length === 0) return undefined;
    return {
      at: cluster.key(...path),
      message: `azureCredentials have a connection string, and beside it ${others.map((name) => `"${name}"`).join(' and ')}`,
      related: ['connectionString', ...others].map((name) => ({
        at: cluster.key(...path, name),
        message: name === 'connectionString' ? 'The connection string' : 'What may not stand beside it',
      })),
    };
  },
});
