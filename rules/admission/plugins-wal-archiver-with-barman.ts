import { walArchivers } from '../../src/facts/wal-archivers.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/plugins-wal-archiver-with-barman',
  kinds: ['Cluster'],
  about: 'spec.plugins',
  consequence: 'refused',
  preset: 'server',
  since: '1.24',
  summary: 'The WAL is archived by a plugin or by the in-tree object store',
  why: 'PostgreSQL has one archive command, so WAL would go to one place and backups to another: the webhook refuses a plugin that is the WAL archiver beside `backup.barmanObjectStore`.',
  remedy: 'Remove `backup.barmanObjectStore` once the plugin has its ObjectStore, or set `isWALArchiver: false`.',
  exceptions: ['A plugin that is switched off does not count from 1.25 on.'],
  references: [
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/migration/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const store = ['spec', 'backup', 'barmanObjectStore'];
    const [archiver] = context.fact(walArchivers, cluster);
    if (!archiver || !cluster.get('object', ...store)) return undefined;
    const name = cluster.text(...archiver, 'name')?.value;
    return {
      at: cluster.at(...archiver, 'isWALArchiver'),
      message: `Plugin "${name ?? ''}" archives WAL, and so does the in-tree object store`,
      related: [{ at: cluster.key(...store), message: 'The in-tree object store' }],
    };
  },
});
