import { backupSetup } from '../../src/facts/backup-setup.ts';
import { effective } from '../../src/facts/effective.ts';
import { mayBePatched } from '../../src/facts/patches.ts';
import { schedules } from '../../src/facts/schedules.ts';
import { defineRule, type FactContext, type Resource } from '../../src/rule/index.ts';

const fields = ['instances', 'storage', 'plugins', 'backup', 'replica'];

export default defineRule<{ readonly classes: readonly string[] }>({
  id: 'storage/node-local-single-copy',
  kinds: ['Cluster'],
  consequence: 'outage',
  preset: 'production',
  summary: 'A database on the disk of one node has a replica or a backup',
  why: 'The volume is as mortal as its node: when the disk or the node is lost, so is the only copy of the database.',
  remedy: 'Add instances on other nodes, and a backup to an object store with a schedule.',
  exceptions: [
    'Clusters with several instances, and those of a pair, of which one replicates the other.',
    'Without the whole project in view, a cluster that is set up for backups may have a schedule elsewhere.',
    'Classes that another machine serves, by iSCSI or NFS.',
    'Patches, and what a patch or a placeholder may set.',
  ],
  references: [
    'https://cloudnative-pg.io/documentation/current/architecture/',
    'https://cloudnative-pg.io/documentation/current/storage/',
    'https://github.com/cloudnative-pg/cloudnative-pg/issues/8442',
  ],
  options: {
    schema: {
      classes: {
        type: 'array',
        items: { type: 'string', format: 'regex' },
        description: 'Regular expressions of the storage classes that are of one node',
      },
    },
    defaults: { classes: ['local', 'hostpath', 'openebs-lvm', 'topolvm', 'zfs'] },
  },

  check(cluster, context) {
    const isOpen = fields.some(
      (name) => cluster.isUnknown('spec', name) || mayBePatched(cluster, context, 'spec', name),
    );
    if (cluster.isPartial || isOpen || cluster.has('spec', 'replica')) return undefined;
    const instances = context.fact(effective, cluster).get('integer', 'spec', 'instances')?.value;
    const storage = ['spec', 'storage'];
    const name =
      cluster.get('string', ...storage, 'storageClass') ??
      cluster.get('string', ...storage, 'pvcTemplate', 'storageClassName');
    if (instances !== 1 || !name || /iscsi|nfs/iu.test(name.value)) return undefined;
    const isLocal = context.options.classes.some((pattern) => new RegExp(pattern, 'iu').test(name.value));
    if (!isLocal || isBackedUp(cluster, context)) return undefined;
    return {
      at: name.at,
      message: `Storage class "${name.value}" keeps the only copy of cluster "${cluster.name}" on one node`,
    };
  },
});

/** Whether a schedule takes base backups to an object store, as far as can be told. */
function isBackedUp(cluster: Resource, context: FactContext): boolean {
  const { inTree, plugins } = context.fact(backupSetup, cluster);
  if (!inTree && !plugins.some(({ isForBackup }) => isForBackup)) return false;
  const { own, mayHaveMore } = context.fact(schedules, cluster);
  return own.length > 0 || mayHaveMore || !context.project.isComplete('ScheduledBackup');
}
