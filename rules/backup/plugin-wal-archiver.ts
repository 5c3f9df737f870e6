import { backupSetup, barmanCloud } from '../../src/facts/backup-setup.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

const store = ['spec', 'backup', 'barmanObjectStore'];
const skips = ['metadata', 'annotations', 'cnpg.io/skipWalArchiving'];

export default defineRule({
  id: 'backup/plugin-wal-archiver',
  kinds: ['Cluster'],
  about: 'spec.plugins',
  consequence: 'outage',
  preset: 'recommended',
  since: '1.25',
  fixable: true,
  summary: 'The Barman Cloud plugin is declared to be the WAL archiver',
  why:
    'Only with the flag does the operator insist on the plugin. Without it, archiving counts as done wherever the sidecar ' +
    'is missing or the plugin is not registered, and PostgreSQL throws the WAL away.',
  remedy: 'Add `isWALArchiver: true` to the entry of the plugin.',
  exceptions: [
    'Another plugin is the archiver, or the in-tree object store still is, half way through a migration.',
    'WAL archiving is switched off on purpose with `cnpg.io/skipWalArchiving`.',
    'Patches, and what a placeholder or a patch may add.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/wal_archiving/',
    'https://github.com/cloudnative-pg/cloudnative-pg/blob/main/pkg/management/postgres/archiver/archiver.go',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/606',
    'https://github.com/cloudnative-pg/plugin-barman-cloud/issues/184',
  ],

  check(cluster, context) {
    const { plugins } = context.fact(backupSetup, cluster);
    const ours = plugins.filter(({ name }) => name === barmanCloud);
    const [entry] = ours;
    if (!entry || cluster.isPartial || plugins.some(({ isArchiver }) => isArchiver)) return undefined;
    const isOpen = plugins.some(({ path }) =>
      ['isWALArchiver', 'enabled'].some((field) => cluster.isUnknown(...path, field)),
    );
    const isArchived = cluster.has(...store) || cluster.text(...skips)?.value === 'enabled';
    const isPatchable = [['spec', 'plugins'], store, skips].some((path) => mayBePatched(cluster, context, ...path));
    if (isOpen || isArchived || isPatchable || cluster.isUnknown(...skips)) return undefined;
    const path = [...entry.path, 'isWALArchiver'];
    const isWritten = cluster.has(...path);
    return {
      at: cluster.at(...(isWritten ? path : [...entry.path, 'name'])),
      message: isWritten
        ? 'The Barman Cloud plugin is not to archive WAL, and nothing else does'
        : `Plugin "${barmanCloud}" is not declared to be the WAL archiver, and nothing else is`,
      ...(ours.length === 1 &&
        !cluster.isAssumed(...path) && {
          fix: {
            title: 'Add isWALArchiver: true',
            // Who wrote false may have had a reason.
            safe: !isWritten,
            edits: cluster.editor.set(cluster.inDocument(...path), true),
          },
        }),
    };
  },
});
