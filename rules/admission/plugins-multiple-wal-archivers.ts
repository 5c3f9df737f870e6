import { walArchivers } from '../../src/facts/wal-archivers.ts';
import { defineRule } from '../../src/rule/index.ts';

export default defineRule({
  id: 'admission/plugins-multiple-wal-archivers',
  kinds: ['Cluster'],
  about: 'spec.plugins',
  consequence: 'refused',
  preset: 'server',
  since: '1.24',
  summary: 'Only one plugin archives WAL',
  why: 'PostgreSQL has one archive command: the webhook refuses a second plugin with isWALArchiver, since a backup without all of its WAL is worth nothing.',
  remedy: 'Set `isWALArchiver` to false, or `enabled` to false, for all plugins but one.',
  exceptions: ['A plugin that is switched off does not count from 1.25 on.'],
  references: [
    'https://cloudnative-pg.io/plugin-barman-cloud/docs/usage/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/internal/webhook/v1/cluster_webhook.go',
  ],

  checkAdmission(cluster, context) {
    const [first, ...others] = context.fact(walArchivers, cluster);
    const second = others[0];
    if (!first || !second) return undefined;
    const names = [first, ...others].map((path) => `"${cluster.text(...path, 'name')?.value ?? ''}"`);
    return {
      at: cluster.at(...second, 'isWALArchiver'),
      message: `Only one plugin can archive WAL, but ${names.join(' and ')} all have isWALArchiver`,
      related: [first, ...others.slice(1)].map((path) => ({
        at: cluster.at(...path, 'isWALArchiver'),
        message: 'Another archiver',
      })),
    };
  },
});
