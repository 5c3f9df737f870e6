import { backupSetup } from '../../src/facts/backup-setup.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { defineRule } from '../../src/rule/index.ts';

const inTree = ['spec', 'backup', 'barmanObjectStore'];
const plugins = ['spec', 'plugins'];

export default defineRule({
  id: 'backup/snapshot-without-archive',
  kinds: ['Cluster'],
  about: 'spec.backup.volumeSnapshot',
  consequence: 'outage',
  preset: 'production',
  summary: 'A Cluster that takes volume snapshots archives its WAL, too',
  why:
    'Only the moments of the snapshots can be restored: no point in between, and up to a whole interval of data is lost. ' +
    'Most often the snapshots also lie in the storage system that the data lies in, and are lost with it.',
  remedy: 'Add the Barman Cloud plugin with `isWALArchiver: true` and an ObjectStore.',
  exceptions: [
    'The Barman Cloud plugin that is not made the archiver is the business of another rule.',
    'Plugins of `operatorPlugins`, and what a patch or a placeholder may add.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/backup/',
    'https://cloudnative-pg.io/documentation/current/appendixes/backup_volumesnapshot/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/3657',
  ],

  check(cluster, context) {
    const setup = context.fact(backupSetup, cluster);
    if (!setup.snapshot || cluster.isPartial || cluster.has(...inTree)) return undefined;
    const isOpen =
      context.project.scope.operatorPlugins.length > 0 ||
      cluster.hidesBelow(...plugins) ||
      [inTree, plugins].some((path) => mayBePatched(cluster, context, ...path));
    if (isOpen || setup.plugins.some(({ isForBackup }) => isForBackup)) return undefined;
    return {
      at: cluster.key(...setup.snapshot.at.path),
      message: `No WAL of cluster "${cluster.name}" is archived, so only the very moments of its volume snapshots can be restored`,
    };
  },
});
