import { barmanCredentials } from '../../src/facts/barman-credentials.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/backup-credentials-multiple',
  kinds: ['Cluster'],
  about: 'spec.backup.barmanObjectStore',
  consequence: 'refused',
  preset: 'server',
  summary: 'The object store for backups has credentials for one provider',
  why: 'The webhook refuses credentials for more than one of Azure, S3 and Google, since it could not tell which one holds the backups.',
  remedy: 'Keep the credentials of the provider in `destinationPath`, and remove the others.',
  references: [
    'https://cloudnative-pg.io/documentation/current/appendixes/object_stores/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const [first, ...others] = context.fact(barmanCredentials, cluster).given;
    if (!first || others.length === 0) return undefined;
    const names = [first, ...others].map((path) => `"${path.at(-1)}"`);
    return {
      at: cluster.key('spec', 'backup', 'barmanObjectStore'),
      message: `The object store for backups is of one provider, but it has ${names.join(' and ')}`,
      related: [first, ...others].map((path) => ({ at: cluster.key(...path), message: 'Credentials' })),
    };
  },
});
